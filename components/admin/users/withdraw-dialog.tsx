"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyFailure } from "@/components/layout/notify-failure";
import { ConfirmDialog, useLastValue } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { withdrawInvitationMutation } from "@/lib/users/mutations";
import type { User } from "@/lib/users/schema";

interface WithdrawDialogProps {
  /** The invited user; null closes the dialog. */
  user: User | null;
  onClose: () => void;
}

/** Confirms that an invitation is withdrawn. */
export function WithdrawDialog({ user, onClose }: WithdrawDialogProps) {
  const shown = useLastValue(user);
  const { mutate } = useMutation({
    ...withdrawInvitationMutation(useQueryClient()),
    onError: notifyFailure,
  });
  if (!shown) return null;
  const { id, name, email } = shown;
  const withdraw = () =>
    mutate(id, {
      onSuccess: () => toast({ kind: "success", title: `Invitation of “${name}” withdrawn` }),
    });
  return (
    <ConfirmDialog
      open={user !== null}
      onClose={onClose}
      title={`Withdraw the invitation of “${name}”?`}
      confirm="Withdraw invitation"
      takesRow
      onConfirm={withdraw}
    >
      <p>The link stops working and the account is deleted. You can invite {email} again later.</p>
    </ConfirmDialog>
  );
}
