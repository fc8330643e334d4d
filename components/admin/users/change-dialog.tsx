"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyFailure } from "@/components/layout/notify-failure";
import { ConfirmDialog, useLastValue } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { HOME, SIGN_IN } from "@/lib/urls";
import { patchUserMutation } from "@/lib/users/mutations";
import type { User } from "@/lib/users/schema";
import { USER_CHANGES, type UserChangeName } from "./user-changes";

export interface Asked {
  user: User;
  change: UserChangeName;
}

interface ChangeDialogProps {
  /** Null: it is closed. */
  asked: Asked | null;
  /** The id of the admin who looks. */
  me: string;
  onClose: () => void;
}

/** Asks before a user's role or state changes, and says what that means. */
export function ChangeDialog({ asked, me, onClose }: ChangeDialogProps) {
  const shown = useLastValue(asked);
  const options = patchUserMutation(useQueryClient());
  const { mutate } = useMutation({
    ...options,
    onError: (...failure) => {
      options.onError?.(...failure);
      notifyFailure(failure[0]);
    },
  });
  if (!shown) return null;
  const { user, change } = shown;
  const { title, confirm, consequences, own, harmless, patch, done } = USER_CHANGES[change];
  const isOwn = user.id === me;
  const onSuccess = () => {
    // A fresh page: nothing of an admin stays in memory.
    if (isOwn) window.location.assign(change === "disable" ? SIGN_IN : HOME);
    else toast({ kind: "success", title: done(user.name) });
  };
  return (
    <ConfirmDialog
      open={asked !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title(user.name)}
      confirm={confirm(user.name)}
      harmless={harmless}
      onConfirm={() => mutate({ id: user.id, patch }, { onSuccess })}
    >
      {isOwn && <p className="font-medium">{own}</p>}
      {consequences.map((consequence) => (
        <p key={consequence}>{consequence}</p>
      ))}
    </ConfirmDialog>
  );
}
