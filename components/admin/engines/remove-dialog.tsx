"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyFailure } from "@/components/layout/notify-failure";
import { ConfirmDialog, useLastValue } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { removeEngineMutation } from "@/lib/engines/mutations";
import type { EngineView } from "@/lib/engines/schema";
import { countWords } from "@/lib/registry/words";

interface RemoveDialogProps {
  /** The engine to remove; null closes the dialog. */
  engine: EngineView | null;
  onClose: () => void;
}

/** Confirms the removal of an engine and its models. */
export function RemoveDialog({ engine, onClose }: RemoveDialogProps) {
  const shown = useLastValue(engine);
  const remove = useMutation({
    ...removeEngineMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: () => toast({ kind: "success", title: `${shown?.name} removed` }),
  });
  if (!shown) return null;
  return (
    <ConfirmDialog
      open={engine !== null}
      onClose={onClose}
      title={`Remove ${shown.name}?`}
      confirm={`Remove ${shown.name}`}
      takesRow
      onConfirm={() => remove.mutate(shown.id)}
    >
      <p>
        {shown.model_count === 0
          ? "It has no models in the catalog: only the engine is removed."
          : `Removes ${countWords(shown.model_count, "model")} from the catalog. Profiles that use one keep it and are listed under missing models; their tasks use the default.`}
      </p>
    </ConfirmDialog>
  );
}
