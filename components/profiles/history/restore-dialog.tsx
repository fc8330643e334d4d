"use client";

import { useIsUnsaved } from "@/components/layout/leave-guard";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter, useLastValue } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form";
import { changesByRestoring } from "@/lib/values/changes";
import type { Revision } from "@/lib/profiles/schema";
import { ChangeList } from "@/components/values/change-list";
import { restoreError, useRestore } from "./use-restore";

interface RestoreDialogProps {
  /** The profile's id. */
  id: string;
  /** From the newest down to at least the one to restore. */
  revisions: readonly Revision[];
  /** The revision to restore; null closes the dialog. */
  restore: number | null;
  onClose: () => void;
}

const MESSAGES = {
  conflict:
    "Someone saved a newer version, so nothing was restored. The changes below are up to date.",
  invalid: "This revision is not valid any more, so nothing was changed",
};

/** Confirms a restore and lists the changes from the current version. */
export default function RestoreDialog({ id, revisions, restore, onClose }: RestoreDialogProps) {
  const shown = useLastValue(restore) ?? 0;
  const { mutate, reset, isPending, error } = useRestore();
  const isUnsaved = useIsUnsaved();
  const current = revisions[0]?.revision ?? shown;
  const changes = changesByRestoring(revisions, shown);
  const close = () => {
    reset();
    onClose();
  };
  return (
    <Dialog
      open={restore !== null}
      onOpenChange={close}
      wide
      title={`Restore revision ${shown}?`}
      description={`Creates a new revision with the content of revision ${shown}. The current version stays in the history.`}
    >
      <FormError>{error && restoreError(error, MESSAGES)}</FormError>
      <section className="grid gap-1">
        <h3 className="font-semibold">Changes from current version</h3>
        <ChangeList changes={changes} />
        {changes.some(({ path, to }) => path === "base_profile_id" && typeof to === "string") && (
          <p className="text-muted">A base that was deleted is not restored.</p>
        )}
      </section>
      {isUnsaved && (
        <p className="rounded-md bg-warning-soft px-3 py-2 text-warning">
          You have unsaved changes. They stay in the form; when you save them, you review both
          versions.
        </p>
      )}
      <DialogFooter>
        <Button onClick={close}>Cancel</Button>
        <Button
          variant="primary"
          busy={isPending}
          onClick={() => mutate({ id, revision: current, restore: shown }, { onSuccess: close })}
        >
          Restore revision {shown}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
