"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useUndoChange } from "@/components/layout/use-undo-change";
import { Button } from "@/components/ui/button";
import { Dialog, useLastValue } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { FormError } from "@/components/ui/form";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { ChangeList } from "@/components/values/change-list";
import { resolveOptions } from "@/lib/assignments/queries";
import { failureSentence } from "@/lib/http/browser/failure";
import { profileOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";
import { restoreTaskMutation } from "@/lib/tasks/mutations";
import type { HistoryEntry } from "@/lib/tasks/schema";
import { changesBetween } from "@/lib/values/changes";
import { inFieldOrder } from "@/lib/values/describe";

interface RestoreAssignmentDialogProps {
  task: Task;
  /** The assignment to make again; null closes the dialog. */
  entry: HistoryEntry | null;
  onClose: () => void;
}

/** Confirms an earlier assignment and compares its profile with the current one. */
export default function RestoreAssignmentDialog(props: RestoreAssignmentDialogProps) {
  const { task, entry, onClose } = props;
  const shown = useLastValue(entry);
  const id = shown?.to?.id ?? task.default_profile_id;
  const name = shown?.to ? `“${shown.to.name}”` : "the default";
  const enabled = entry !== null;
  const { data: resolved } = useQuery({ ...resolveOptions(task.key), enabled });
  const { data: profile } = useQuery({ ...profileOptions(id), enabled });
  const current = resolved?.profile;
  const { offer } = useUndoChange();
  const { mutate, reset, isPending, error } = useMutation(restoreTaskMutation(useQueryClient()));
  const close = () => {
    reset();
    onClose();
  };
  const confirm = () => {
    if (!entry) return;
    mutate(
      { task: task.key, change: entry.change },
      {
        onSuccess: ({ change }) => {
          close();
          toast({ kind: "success", title: `${task.label} uses ${name} again`, ...offer(change) });
        },
      },
    );
  };
  return (
    <Dialog
      open={enabled}
      onClose={close}
      wide
      title={`Restore ${name} for ${task.label}?`}
      description={
        current ? `Replaces “${current.name}”, which is kept.` : "Replaces the current one."
      }
    >
      <FormError>{error && failureSentence(error)}</FormError>
      <Comparison from={current} to={profile} />
      <DialogFooter>
        <Button onClick={close}>Cancel</Button>
        <Button variant="primary" busy={isPending} onClick={confirm}>
          Restore
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

interface ComparisonProps {
  /** What the task uses, and what it would use; undefined while they load. */
  from: Profile | undefined;
  to: Profile | undefined;
}

function Comparison({ from, to }: ComparisonProps) {
  if (!from || !to) return <Skeleton className="h-24" />;
  const changes = inFieldOrder(changesBetween(from, to));
  return (
    <section className="grid gap-1">
      <h3 className="font-semibold">Changes from “{from.name}”</h3>
      {changes.length > 0 ? (
        <ChangeList changes={changes} />
      ) : (
        <p className="text-muted">Both have the same values.</p>
      )}
    </section>
  );
}
