"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyFailure } from "@/components/layout/notify-failure";
import { ConfirmDialog, useLastValue } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { removeSourceMutation } from "@/lib/models/mutations";
import { countWords } from "@/lib/values/summary";
import type { CatalogSource } from "@/lib/models/source-schema";

interface RemoveDialogProps {
  /** The source to remove; null closes the dialog. */
  source: CatalogSource | null;
  onClose: () => void;
}

/** Confirms the removal of a source and its models. */
export function RemoveDialog({ source, onClose }: RemoveDialogProps) {
  const shown = useLastValue(source);
  const remove = useMutation({
    ...removeSourceMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: () => toast({ kind: "success", title: `${shown?.provider} removed` }),
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
        Removes {countWords(shown.models, "model")} from the catalog. Profiles that use one keep it
        and are listed under missing models; their tasks use the default.
      </p>
    </ConfirmDialog>
  );
}
