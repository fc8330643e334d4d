"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyFailure } from "@/components/layout/notify-failure";
import { ConfirmDialog, useLastValue } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { HOME, SIGN_IN } from "@/lib/urls";
import { patchUserMutation } from "@/lib/users/mutations";
import type { User } from "@/lib/users/schema";
import { USER_CHANGES, type UserChangeName } from "./user-changes";

export interface ChangeRequest {
  user: User;
  change: UserChangeName;
}

interface ChangeDialogProps {
  /** Null closes the dialog. */
  request: ChangeRequest | null;
  /** The viewer's id. */
  me: string;
  onClose: () => void;
}

/** Confirms a change of a user's role or status and says what it affects. */
export function ChangeDialog({ request, me, onClose }: ChangeDialogProps) {
  const shown = useLastValue(request);
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
    // A full page load removes everything an admin may see from memory.
    if (isOwn) window.location.assign(change === "disable" ? SIGN_IN : HOME);
    else toast({ kind: "success", title: done(user.name) });
  };
  return (
    <ConfirmDialog
      open={request !== null}
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
