"use client";

import { useIsUnsaved } from "@/components/layout/leaving";
import { Button } from "@/components/ui/button";
import { Dialog, useLastValue } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { FormError } from "@/components/ui/form";
import type { RevisionWithContent } from "@/lib/profiles/query";
import { shownChanges } from "@/lib/values/describe";
import { ChangeList } from "@/components/values/change-list";
import { restoreError, useRestore } from "./use-restore";

interface RestoreDialogProps {
  /** The profile's id. */
  id: string;
  /** The newest revision. */
  current: RevisionWithContent | undefined;
  /** The revision to restore; null closes the dialog. */
  restore: RevisionWithContent | null;
  onClose: () => void;
}

const MESSAGES = {
  conflict:
    "Someone saved a newer version, so nothing was restored. The changes below are up to date.",
  invalid: "This revision is no longer valid, so nothing was changed",
};

/** Confirms a restore and lists the changes from the current version. */
export default function RestoreDialog({ id, current, restore, onClose }: RestoreDialogProps) {
  const restored = useLastValue(restore);
  const { mutate, reset, isPending, error } = useRestore();
  const isUnsaved = useIsUnsaved();
  if (!restored || !current) return null;
  const shown = restored.revision;
  const changes = shownChanges(current.content, restored.content);
  const close = () => {
    reset();
    onClose();
  };
  return (
    <Dialog
      open={restore !== null}
      onClose={close}
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
          onClick={() =>
            mutate({ id, revision: current.revision, restore: shown }, { onSuccess: close })
          }
        >
          Restore revision {shown}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
