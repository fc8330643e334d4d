"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { showProblem } from "@/lib/http/browser/form-problem";
import { createSourceMutation, updateSourceMutation } from "@/lib/models/mutations";
import type { CatalogSource } from "@/lib/models/source-schema";
import { type SendSource, SourceForm } from "./source-form";
import { sourceChange, sourceRequest } from "./source-request";

interface SourceDialogProps {
  open: boolean;
  /** The source to change; null: a new one. */
  source: CatalogSource | null;
  onClose: () => void;
  /** It is as it was wanted, and has to be read. */
  onSaved: (source: CatalogSource) => void;
}

const fields = {
  kind: "kind",
  provider: "provider",
  address: "address",
  token: "token",
} as const;

/** Adds a source, or changes one. */
export default function SourceDialog({ open, source, onClose, onSaved }: SourceDialogProps) {
  const client = useQueryClient();
  const create = useMutation(createSourceMutation(client));
  const update = useMutation(updateSourceMutation(client));
  const send: SendSource = (form, setError) => {
    const after = {
      onSuccess: (saved: CatalogSource) => {
        onClose();
        onSaved(saved);
      },
      onError: (error: unknown) => showProblem(error, { setError, fields }),
    };
    if (source) update.mutate({ id: source.id, patch: sourceChange(form, source) }, after);
    else create.mutate(sourceRequest(form), after);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(wanted) => {
        if (!wanted) onClose();
      }}
      title={source ? `Edit ${source.provider}` : "Add a source of models"}
      description="A server whose models come into the catalog. It is read now, at every start and every few minutes."
    >
      <SourceForm
        key={source?.id ?? "new"}
        source={source}
        busy={create.isPending || update.isPending}
        onSend={send}
        onCancel={onClose}
      />
    </Dialog>
  );
}
