"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useGuardedNavigate } from "@/components/layout/leave-guard";
import { notifyFailure } from "@/components/layout/notify-failure";
import { toast } from "@/components/ui/toast";
import { duplicateProfileMutation } from "@/lib/profiles/mutations";

/** Copies a profile and opens the copy. */
export function useDuplicate() {
  const navigate = useGuardedNavigate();
  return useMutation({
    ...duplicateProfileMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: (copy) => {
      toast({ kind: "success", title: `“${copy.name}” is yours` });
      navigate(`/profiles/${copy.id}`);
    },
  });
}
