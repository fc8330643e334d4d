"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyFailure } from "@/components/layout/notify-failure";
import { ConfirmDialog, useLastValue } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { removeSourceMutation } from "@/lib/models/mutations";
import { countWords } from "@/lib/values/summary";
import type { CatalogSource } from "@/lib/models/source-schema";

interface RemoveDialogProps {
  /** The source to remove; null: it is closed. */
  source: CatalogSource | null;
  onClose: () => void;
}

/** Asks before a source goes, with its models. */
export function RemoveDialog({ source, onClose }: RemoveDialogProps) {
  const shown = useLastValue(source);
  const remove = useMutation({
    ...removeSourceMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: () => toast({ kind: "success", title: `${shown?.provider} is removed` }),
  });
  if (!shown) return null;
  return (
    <ConfirmDialog
      open={source !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Remove ${shown.provider}?`}
      confirm={`Remove ${shown.provider}`}
      takesRow
      onConfirm={() => remove.mutate(shown.id)}
    >
      <p>
        {countWords(shown.models, "model")} of it leave the catalog. Profiles with such a model keep
        it and are listed as missing theirs; their tasks fall back to the default.
      </p>
    </ConfirmDialog>
  );
}
