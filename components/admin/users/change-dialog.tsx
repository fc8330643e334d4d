"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { ConfirmDialog, useHasOpened, useLastValue } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { isPasswordRequired } from "@/lib/http/browser/failure";
import { HOME, SIGN_IN } from "@/lib/urls";
import { patchUserMutation } from "@/lib/users/mutations";
import type { User } from "@/lib/users/schema";
import { USER_CHANGES, type UserChangeName } from "./user-changes";

const PasswordDialog = lazy(() => import("./password-dialog"));

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
  const { mutate } = useMutation(patchUserMutation(useQueryClient()));
  const [send, setSend] = useState<(() => void) | null>(null);
  const wasAsked = useHasOpened(send !== null);
  if (!shown) return null;
  const { user, change } = shown;
  const { title, confirm, consequences, own, harmless, patch, done } = USER_CHANGES[change];
  const isOwn = user.id === me;
  const onSuccess = () => {
    // A full page load removes everything an admin may see from memory.
    if (isOwn) window.location.assign(change === "disable" ? SIGN_IN : HOME);
    else toast({ kind: "success", title: done(user.name) });
  };
  const apply = () => {
    setSend(null);
    const onError = (error: unknown) =>
      isPasswordRequired(error) ? setSend(() => apply) : notifyFailure(error);
    mutate({ id: user.id, patch }, { onSuccess, onError });
  };
  return (
    <>
      <ConfirmDialog
        open={request !== null}
        onClose={onClose}
        title={title(user.name)}
        confirm={confirm(user.name)}
        harmless={harmless}
        onConfirm={apply}
      >
        {isOwn && <p className="font-medium">{own}</p>}
        {consequences.map((consequence) => (
          <p key={consequence}>{consequence}</p>
        ))}
      </ConfirmDialog>
      {wasAsked && (
        <Suspense>
          <PasswordDialog onConfirmed={send} onClose={() => setSend(null)} />
        </Suspense>
      )}
    </>
  );
}
