"use client";

import { Button } from "@/components/ui/button";
import { Dialog, useLastValue } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { listText } from "@/lib/registry/words";
import type { Task } from "@/lib/registry/types";
import type { SharedQuestion } from "./use-tune";

interface SharedDialogProps {
  /** The task whose values were changed. */
  task: Task;
  /** Null closes the dialog. */
  question: SharedQuestion | null;
}

/** Asks whether a change is for all tasks that use the profile, or only for this one. */
export function SharedDialog({ task, question }: SharedDialogProps) {
  const shown = useLastValue(question);
  if (!shown) return null;
  const { profile, tasks, answer } = shown;
  const others = listText(tasks.map(({ label }) => label));
  return (
    <Dialog
      open={question !== null}
      onClose={() => answer(null)}
      title="Other tasks use this profile too"
      description={`${others} ${tasks.length === 1 ? "uses" : "use"} “${profile}”, like ${task.label}.`}
    >
      <dl className="grid gap-2">
        <div>
          <dt className="font-medium">All of them</dt>
          <dd className="text-muted">Saves “{profile}”: every task that uses it changes.</dd>
        </div>
        <div>
          <dt className="font-medium">Only this one</dt>
          <dd className="text-muted">
            Creates a copy of “{profile}” with your changes and assigns it to {task.label}.
          </dd>
        </div>
      </dl>
      <DialogFooter>
        <Button onClick={() => answer(null)}>Keep editing</Button>
        <Button onClick={() => answer("this")}>Only this one</Button>
        <Button variant="primary" onClick={() => answer("all")}>
          All of them
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
