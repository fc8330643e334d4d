"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogFooter, useLastValue } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form";
import { Time } from "@/components/ui/time";
import { failureText } from "@/lib/http/browser/failure";
import { makeResetLinkMutation } from "@/lib/users/mutations";
import type { ResetLink, User } from "@/lib/users/schema";

interface LinkDialogProps {
  /** The user to create a link for; null closes the dialog. */
  user: User | null;
  onClose: () => void;
}

/** Creates a password reset link and shows it once. */
export default function LinkDialog({ user, onClose }: LinkDialogProps) {
  const shown = useLastValue(user);
  const { mutate, reset, data: link, error, isPending } = useMutation(makeResetLinkMutation());
  const close = () => {
    onClose();
    reset();
  };
  if (!shown) return null;
  const failure = error && failureText(error);
  return (
    <Dialog
      open={user !== null}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      modal={link !== undefined}
      title={link ? `Link for “${shown.name}” created` : `Password link for “${shown.name}”`}
      description={
        link
          ? "This link is shown only once. Copy it now and send it over a secure channel."
          : "Anyone with the link can set a new password for this account. Until then, nothing changes."
      }
    >
      <FormError>{failure && `${failure.title}. ${failure.detail}`}</FormError>
      {link ? <Link link={link} /> : <LinkEffects user={shown} />}
      <DialogFooter>
        {link ? (
          <Button variant="primary" onClick={close}>
            I have copied it
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="primary" busy={isPending} onClick={() => mutate(shown.id)}>
              Create link
            </Button>
          </>
        )}
      </DialogFooter>
    </Dialog>
  );
}

function LinkEffects({ user }: { user: User }) {
  return (
    <ul className="grid list-disc gap-1 pl-5">
      <li>
        The link works once and expires after 24 hours. It replaces earlier links of this user.
      </li>
      <li>Using it ends all sessions of the user. API keys keep working.</li>
      {user.disabled && (
        <li>The account is disabled: nobody can sign in with it until you enable it.</li>
      )}
    </ul>
  );
}

function Link({ link }: { link: ResetLink }) {
  const start = useRef<HTMLDivElement>(null);
  // The focused button is gone.
  useEffect(() => start.current?.focus(), []);
  const url = new URL(link.path, window.location.origin).href;
  return (
    <div ref={start} tabIndex={-1} className="grid min-w-0 gap-2 outline-none">
      <div className="flex items-end justify-between gap-2">
        <p className="text-muted">
          Works once, until{" "}
          {new Date(link.expires_at).toLocaleString("en-GB", {
            dateStyle: "medium",
            timeStyle: "short",
          })}{" "}
          (<Time iso={link.expires_at} />)
        </p>
        <CopyButton text={url} what="the link" />
      </div>
      <CodeBlock label="Link" kind="secret">
        {url}
      </CodeBlock>
    </div>
  );
}
