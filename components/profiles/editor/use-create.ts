"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/toast";
import { contentIn } from "@/lib/profiles/form-values";
import { createProfileMutation } from "@/lib/profiles/mutations";
import type { Core } from "./use-core";

/** Makes a profile of the form and opens it; `drop` forgets the draft that it was made of. */
export function useCreate({ form, ground, settle }: Core, drop: () => void) {
  const router = useRouter();
  const options = createProfileMutation(useQueryClient());
  return useMutation({
    ...options,
    onSuccess: (...success) => {
      const [made] = success;
      drop();
      // Nothing is unsaved any more: who leaves now is not asked.
      settle({ ...ground, content: contentIn(form.getValues()) }, null);
      options.onSuccess?.(...success);
      toast({ kind: "success", title: `“${made.name}” is made` });
      // Back leads to where one came from, not to a form that is done with.
      router.replace(`/profiles/${made.id}`);
    },
  });
}
