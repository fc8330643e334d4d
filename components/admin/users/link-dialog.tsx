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
  /** Whose password it is about; null: it is closed. */
  user: User | null;
  onClose: () => void;
}

/** Makes a link by which a user chooses a new password, then shows it until it is put away. */
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
      title={link ? `The link for “${shown.name}” is made` : `Password link for “${shown.name}”`}
      description={
        link
          ? "This is the only time that it is shown. Copy it now, and hand it over in a way that you trust."
          : "Whoever opens the link chooses a new password for this account. Nothing changes until then."
      }
    >
      <FormError>{failure && `${failure.title}. ${failure.detail}`}</FormError>
      {link ? <Link link={link} /> : <WhatItDoes user={shown} />}
      <DialogFooter>
        {link ? (
          <Button variant="primary" onClick={close}>
            I have copied it
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="primary" busy={isPending} onClick={() => mutate(shown.id)}>
              Make the link
            </Button>
          </>
        )}
      </DialogFooter>
    </Dialog>
  );
}

function WhatItDoes({ user }: { user: User }) {
  return (
    <ul className="grid list-disc gap-1 pl-5">
      <li>It works once, for 24 hours. An earlier link of this user stops working.</li>
      <li>When it is used, all sessions of the user end; API keys go on working.</li>
      {user.disabled && (
        <li>The account is disabled: nobody can sign in with it until you enable it.</li>
      )}
    </ul>
  );
}

function Link({ link }: { link: ResetLink }) {
  const start = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone.
  useEffect(() => start.current?.focus(), []);
  const address = new URL(link.path, window.location.origin).href;
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
        <CopyButton text={address} what="the link" />
      </div>
      <CodeBlock label="Link" kind="secret">
        {address}
      </CodeBlock>
    </div>
  );
}
