"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/toast";
import { createProfileMutation } from "@/lib/profiles/mutations";

/** Makes a profile and opens it; `drop` forgets the draft that it was made of. */
export function useCreate(drop: () => void) {
  const router = useRouter();
  const options = createProfileMutation(useQueryClient());
  return useMutation({
    ...options,
    onSuccess: (...success) => {
      const [made] = success;
      drop();
      options.onSuccess?.(...success);
      toast({ kind: "success", title: `“${made.name}” is made` });
      // Back leads to where one came from, not to a form that is done with.
      router.replace(`/profiles/${made.id}`);
    },
  });
}
