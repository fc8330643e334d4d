"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { showProblem } from "@/lib/http/browser/form-problem";
import { createSourceMutation, updateSourceMutation } from "@/lib/models/mutations";
import type { CatalogSource, SourcePatch } from "@/lib/models/source-schema";
import { type SendSource, SourceForm } from "./source-form";
import type { SourceValues } from "./source-form-schema";

interface SourceDialogProps {
  open: boolean;
  /** The source to change; null adds one. */
  source: CatalogSource | null;
  onClose: () => void;
  /** Called once saved; the caller then reads the source. */
  onSaved: (source: CatalogSource) => void;
}

const fields = {
  kind: "kind",
  provider: "provider",
  address: "address",
  token: "token",
} as const;

/** Adds or changes a source. */
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
    if (source) update.mutate({ id: source.id, patch: updateRequest(form, source) }, after);
    else create.mutate(createRequest(form), after);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(wanted) => {
        if (!wanted) onClose();
      }}
      title={source ? `Edit ${source.provider}` : "Add a model source"}
      description="A server that lists its models. It is read now, at every start and every few minutes."
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

/** The request that creates a source. */
function createRequest({ kind, provider, address, token }: SourceValues) {
  return { kind, provider, address, token: token === "" ? null : token };
}

/** Only the fields that changed; an empty token field keeps the saved token. */
function updateRequest(form: SourceValues, source: CatalogSource): SourcePatch {
  const { kind, provider, address, token, drop_token } = form;
  return {
    ...(kind === source.kind ? {} : { kind }),
    ...(provider === source.provider ? {} : { provider }),
    ...(address === source.address ? {} : { address }),
    ...(token === "" ? {} : { token }),
    ...(drop_token ? { token: null } : {}),
  };
}
