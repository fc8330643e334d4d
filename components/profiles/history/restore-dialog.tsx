"use client";

import { useIsUnsaved } from "@/components/layout/leave-guard";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter, useLastValue } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form";
import { changesByRestoring } from "@/lib/values/changes";
import type { Revision } from "@/lib/profiles/schema";
import { ChangeList } from "@/components/values/change-list";
import { refusalWords } from "./refusal-words";
import { useRestore } from "./use-restore";

interface RestoreDialogProps {
  /** The profile's. */
  id: string;
  /** From the newest down to the one to restore at least. */
  revisions: readonly Revision[];
  /** The revision to bring back; null: it is closed. */
  restore: number | null;
  onClose: () => void;
}

const REFUSED = {
  stale:
    "The profile was saved meanwhile; nothing was restored. Below is what changes against that.",
  faults: "What this revision has is not allowed any more, nothing was changed",
};

/** Asks before a revision is brought back, and names what that changes against now. */
export default function RestoreDialog({ id, revisions, restore, onClose }: RestoreDialogProps) {
  const shown = useLastValue(restore) ?? 0;
  const { mutate, reset, isPending, error } = useRestore();
  const isUnsaved = useIsUnsaved();
  const now = revisions[0]?.revision ?? shown;
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
      description={`Makes a new revision with what revision ${shown} had. What is in force now stays in the history.`}
    >
      <FormError>{error && refusalWords(error, REFUSED)}</FormError>
      <section className="grid gap-1">
        <h3 className="font-semibold">What changes against now</h3>
        <ChangeList changes={changes} />
        {changes.some(({ path, to }) => path === "base_profile_id" && typeof to === "string") && (
          <p className="text-muted">A base that is not there any more does not come back.</p>
        )}
      </section>
      {isUnsaved && (
        <p className="rounded-md bg-warning-soft px-3 py-2 text-warning">
          You have changes that are not saved. They stay in the form; when you save them, they are
          put beside what is restored, and you choose.
        </p>
      )}
      <DialogFooter>
        <Button onClick={close}>Cancel</Button>
        <Button
          variant="primary"
          busy={isPending}
          onClick={() => mutate({ id, revision: now, restore: shown }, { onSuccess: close })}
        >
          Restore revision {shown}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
