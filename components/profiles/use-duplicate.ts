"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { notifyFailure } from "@/lib/http/notify-failure";
import { duplicateProfileMutation } from "@/lib/profiles/queries";

/** Copies a profile and offers to open the copy. */
export function useDuplicate() {
  const router = useRouter();
  return useMutation({
    ...duplicateProfileMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: (copy) =>
      toast.success(`“${copy.name}” is yours`, {
        description: "It stands under Mine.",
        action: { label: "Open", onClick: () => router.push(`/profiles/${copy.id}`) },
      }),
  });
}
