"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { createEngineMutation, updateEngineMutation } from "@/lib/engines/mutations";
import type { EnginePatch, EngineView } from "@/lib/engines/schema";
import { showProblem } from "@/lib/http/browser/form-problem";
import { EngineForm, type SendEngine } from "./engine-form";
import type { EngineRequest } from "./engine-form-schema";

interface EngineDialogProps {
  open: boolean;
  /** The engine to change; null adds one. */
  engine: EngineView | null;
  onClose: () => void;
  /** Called once saved; the caller then reads and tests the engine. */
  onSaved: (engine: EngineView) => void;
}

const fields = {
  kind: "kind",
  name: "name",
  address: "address",
  key: "key",
  local: "local",
  adds_models: "adds_models",
  models: "names",
  priority: "priority",
  max_parallel: "max_parallel",
  flags: "flags",
} as const;

/** Adds or changes an engine. */
export default function EngineDialog({ open, engine, onClose, onSaved }: EngineDialogProps) {
  const client = useQueryClient();
  const create = useMutation(createEngineMutation(client));
  const update = useMutation(updateEngineMutation(client));
  const send: SendEngine = (form, setError) => {
    const after = {
      onSuccess: (saved: EngineView) => {
        onClose();
        onSaved(saved);
      },
      onError: (error: unknown) => showProblem(error, { setError, fields }),
    };
    if (engine) update.mutate({ id: engine.id, patch: updateRequest(form, engine) }, after);
    else create.mutate(createRequest(form), after);
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={engine ? `Edit ${engine.name}` : "Add an engine"}
      description="A server that runs models."
    >
      <EngineForm
        key={engine?.id ?? "new"}
        engine={engine}
        busy={create.isPending || update.isPending}
        onSend={send}
        onCancel={onClose}
      />
    </Dialog>
  );
}

/** The request that creates an engine. */
function createRequest({ key, drop_key: _drop, names: models, ...rest }: EngineRequest) {
  return { ...rest, models, key: key === "" ? null : key };
}

/** Only the fields that changed; an empty key field keeps the saved key. */
function updateRequest(form: EngineRequest, engine: EngineView): EnginePatch {
  const { key, drop_key, names: models, ...rest } = form;
  const wanted = { ...rest, models };
  // The form shows no names and all that the engine lists alike.
  const textOf = (value: unknown) => JSON.stringify(value === "*" ? {} : value);
  const isSame = (name: keyof typeof wanted) => textOf(wanted[name]) === textOf(engine[name]);
  const changed = Object.entries(wanted).filter(([name]) => !isSame(name as keyof typeof wanted));
  return {
    ...Object.fromEntries(changed),
    ...(key === "" ? {} : { key }),
    ...(drop_key ? { key: null } : {}),
  };
}
