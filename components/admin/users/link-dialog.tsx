"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog, useLastValue } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { FormError } from "@/components/ui/form";
import { failureSentence, isPasswordRequired } from "@/lib/http/browser/failure";
import { makeResetLinkMutation } from "@/lib/users/mutations";
import type { ResetLink, User } from "@/lib/users/schema";
import { OneTimeLink } from "./one-time-link";
import { ConfirmPasswordForm, PASSWORD_TEXTS } from "./password-form";

interface LinkDialogProps {
  /** The user to create a link for; null closes the dialog. */
  user: User | null;
  onClose: () => void;
}

/** Creates a password reset link, or a new invitation link, and shows it once. */
export default function LinkDialog({ user, onClose }: LinkDialogProps) {
  const shown = useLastValue(user);
  const { mutate, reset, data: link, error, isPending } = useMutation(makeResetLinkMutation());
  const close = () => {
    onClose();
    reset();
  };
  if (!shown) return null;
  const create = () => mutate(shown.id);
  return (
    <Dialog
      open={user !== null}
      onClose={close}
      modal={link !== undefined}
      {...textsFor(shown, { link, error })}
    >
      {isPasswordRequired(error) ? (
        <ConfirmPasswordForm onConfirmed={create} onCancel={close} />
      ) : (
        <>
          <CreateError error={error} />
          {link ? <OneTimeLink link={link} /> : <LinkEffects user={shown} />}
          <DialogFooter>
            {link ? (
              <Button variant="primary" onClick={close}>
                I have copied it
              </Button>
            ) : (
              <>
                <Button onClick={close}>Cancel</Button>
                <Button variant="primary" busy={isPending} onClick={create}>
                  Create link
                </Button>
              </>
            )}
          </DialogFooter>
        </>
      )}
    </Dialog>
  );
}

interface Outcome {
  link: ResetLink | undefined;
  error: Error | null;
}

/** The dialog's title and description. */
function textsFor(user: User, { link, error }: Outcome) {
  if (isPasswordRequired(error)) return PASSWORD_TEXTS;
  if (link) {
    return {
      title: `Link for “${user.name}” created`,
      description: "This link is shown only once. Copy it now and send it over a secure channel.",
    };
  }
  if (user.invited) {
    return {
      title: `New invitation link for “${user.name}”`,
      description: "Anyone with the link can set the password of this account and sign in with it.",
    };
  }
  return {
    title: `Password link for “${user.name}”`,
    description:
      "Anyone with the link can set a new password for this account. Until then, nothing changes.",
  };
}

function CreateError({ error }: Pick<Outcome, "error">) {
  return <FormError>{error && failureSentence(error)}</FormError>;
}

function LinkEffects({ user }: { user: User }) {
  if (user.invited) {
    return (
      <p>
        The link works once and expires after 7 days. It replaces the earlier link of this user.
      </p>
    );
  }
  return (
    <ul className="grid list-disc gap-1 pl-5">
      <li>
        The link works once and expires after 24 hours. It replaces earlier links of this user.
      </li>
      <li>
        Using it ends all sessions of the user and permanently revokes their API keys with the admin
        or service scope. Other keys keep working.
      </li>
      {user.disabled && (
        <li>The account is disabled: nobody can sign in with it until you enable it.</li>
      )}
    </ul>
  );
}
