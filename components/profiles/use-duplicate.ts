"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { notifyFailure } from "@/components/layout/notify-failure";
import { toast } from "@/components/ui/toast";
import { duplicateProfileMutation } from "@/lib/profiles/mutations";

/** Copies a profile and offers to open the copy. */
export function useDuplicate() {
  const router = useRouter();
  return useMutation({
    ...duplicateProfileMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: (copy) =>
      toast({
        kind: "success",
        title: `“${copy.name}” is yours`,
        description: "It stands under Mine.",
        action: { label: "Open", onClick: () => router.push(`/profiles/${copy.id}`) },
      }),
  });
}
