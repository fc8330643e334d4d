"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { leaveBy } from "@/components/layout/leaving";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useHydrated } from "@/components/ui/use-hydrated";
import { SIGN_IN } from "@/lib/urls";
import { signOutEverywhere } from "@/lib/auth/session-mutations";

export function SignOutEverywhere() {
  const hydrated = useHydrated();
  const [asking, setAsking] = useState(false);
  const leave = useMutation({
    mutationFn: signOutEverywhere,
    onError: notifyFailure,
    // Loads a new page, so that nothing of this user stays in memory.
    onSuccess: () => window.location.assign(SIGN_IN),
  });
  return (
    <>
      <Button
        disabled={!hydrated}
        busy={leave.isPending || leave.isSuccess}
        onClick={() => leaveBy(() => setAsking(true))}
      >
        Sign out everywhere…
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Sign out everywhere?"
        confirm="Sign out everywhere"
        onConfirm={() => leave.mutate()}
      >
        <p>
          This signs you out in every browser at once, including this one. Unsaved profiles stay in
          their browser until you sign in again. Other unsaved changes are lost.
        </p>
      </ConfirmDialog>
    </>
  );
}
