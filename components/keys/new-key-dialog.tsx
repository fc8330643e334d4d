"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { showProblem } from "@/lib/http/browser/form-problem";
import { createKeyMutation } from "@/lib/keys/queries";
import type { NewApiKey } from "@/lib/keys/schema";
import { NewKeyForm, type SendKey } from "./new-key-form";
import { NewKeySecret } from "./new-key-secret";

interface NewKeyDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  isAdmin: boolean;
}

/** Makes a key, then shows its secret until it is put away. */
export default function NewKeyDialog({ open, onOpenChange, isAdmin }: NewKeyDialogProps) {
  const [made, setMade] = useState<NewApiKey | null>(null);
  const create = useMutation(createKeyMutation(useQueryClient()));
  const close = () => {
    onOpenChange(false);
    setMade(null);
    create.reset();
  };
  const send: SendKey = (input, setError) =>
    create.mutate(input, {
      onSuccess: setMade,
      onError: (error) =>
        showProblem(error, {
          setError,
          fields: { name: "name", scopes: "scopes", expires_at: "expiry" },
        }),
    });
  return (
    <Dialog
      open={open}
      onOpenChange={(wanted) => (wanted ? onOpenChange(true) : close())}
      // Closed while it is being made, the secret would be lost.
      modal={made !== null || create.isPending}
      title={made ? `The key “${made.name}” is made` : "New API key"}
      description={
        made
          ? "This is the only time that its secret is shown. Copy it now."
          : "Give it the least it needs; you can make as many as you like."
      }
    >
      {made ? (
        <>
          <NewKeySecret secret={made.secret} />
          <Button variant="primary" className="justify-self-end" onClick={close}>
            I have copied it
          </Button>
        </>
      ) : (
        <NewKeyForm isAdmin={isAdmin} busy={create.isPending} onSend={send} onCancel={close} />
      )}
    </Dialog>
  );
}
