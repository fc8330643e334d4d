"use client";

import { useMutation } from "@tanstack/react-query";
import { SIGN_IN } from "@/lib/auth/next-path";
import { signOut } from "@/lib/auth/mutations";
import { leaveBy } from "./leave-guard";
import { notifyFailure } from "./notify-failure";

/** Signs this browser out, after asking where something is unsaved. */
export function useSignOut(): () => void {
  const { mutate } = useMutation({
    mutationFn: signOut,
    onError: notifyFailure,
    // A fresh page: nothing of this person stays in memory.
    onSuccess: () => window.location.assign(SIGN_IN),
  });
  return () => leaveBy(() => mutate());
}
