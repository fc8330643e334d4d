"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useUndoChange } from "@/components/layout/use-undo-change";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Field } from "@/components/ui/form";
import { toast } from "@/components/ui/toast";
import { ModelPicker } from "@/components/values/model-picker";
import type { TaskOverview } from "@/lib/assignments/overview-schema";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { countWords, listText } from "@/lib/registry/words";
import { findTask } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { changeTasksMutation, taskChangesPreviewOptions } from "@/lib/tasks/mutations";
import type { TasksInput, TuneScope } from "@/lib/tasks/schema";
import { BulkPreview } from "./bulk-preview";
import { ProfilePicker } from "./profile-picker";
import type { BulkKind } from "./selection-bar";

interface BulkDialogProps {
  kind: BulkKind;
  /** What the selected tasks use now. */
  rows: readonly TaskOverview[];
  onClose: () => void;
  /** Called once the tasks are changed. */
  onDone: () => void;
}

const TEXTS = {
  model: {
    title: "Switch model",
    verb: "Switch",
    before: "",
    effect: "Your profiles are changed or created as listed.",
  },
  assign: {
    title: "Assign a profile",
    verb: "Assign",
    before: "to ",
    effect: "Only the assignments change, not the profiles.",
  },
  reset: {
    title: "Reset to defaults",
    verb: "Reset",
    before: "",
    effect: "Only the assignments change, not the profiles.",
  },
} as const;

/** What the dialog asks for. */
interface Answers {
  /** The id of a model or profile; empty until one is chosen. */
  chosen: string;
  scope: TuneScope | undefined;
}

/** The call that the answers make; undefined until something is chosen. */
function inputOf(kind: BulkKind, tasks: readonly Task[], answers: Answers): TasksInput | undefined {
  const { chosen, scope } = answers;
  const keys = tasks.map(({ key }) => key);
  if (kind === "reset") return { tasks: keys, reset: true };
  if (chosen === "") return undefined;
  if (kind === "assign") return { tasks: keys, assign: chosen };
  return { tasks: keys, profile: { model_name: chosen }, scope };
}

/** Saves, and offers to undo that. */
function useChange({ onClose, onDone }: Pick<BulkDialogProps, "onClose" | "onDone">) {
  const { offer } = useUndoChange();
  return useMutation({
    ...changeTasksMutation(useQueryClient()),
    onSuccess: ({ change, data }) => {
      onClose();
      onDone();
      const title = `Changed ${countWords(data.filter(({ changes }) => changes).length, "task")}`;
      toast({ kind: "success", title, ...offer(change), duration: 10_000 });
    },
  });
}

/** The answers, what they would change, and which of that is left out. */
function useBulk({ kind, rows, onClose, onDone }: BulkDialogProps) {
  const tasks = useMemo(() => rows.flatMap(({ task }) => findTask(task) ?? []), [rows]);
  const [answers, setAnswers] = useState<Answers>({ chosen: "", scope: undefined });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const input = inputOf(kind, tasks, answers);
  const preview = useQuery({
    ...taskChangesPreviewOptions(input ?? { tasks: [], reset: true }),
    enabled: input !== undefined,
  });
  const change = useChange({ onClose, onDone });
  const data = input && preview.data?.data;
  const only = (data ?? []).filter(({ task, fits, changes }) => fits && changes && !left.has(task));
  return {
    tasks,
    answers,
    left,
    data,
    isAsked: input !== undefined,
    failure: change.error ?? preview.error,
    count: only.length,
    isSaving: change.isPending,
    choose: (next: Answers) => {
      change.reset();
      setAnswers(next);
      setLeft(new Set());
    },
    toggle: (task: string, isLeft: boolean) => {
      const next = new Set(left);
      if (isLeft) next.add(task);
      else next.delete(task);
      setLeft(next);
    },
    save: () => {
      if (input) change.mutate({ ...input, only: only.map(({ task }) => task) });
    },
  };
}

/** Changes the selected tasks together, after showing what changes and what cannot. */
export default function BulkDialog(props: BulkDialogProps) {
  const { kind, onClose } = props;
  const bulk = useBulk(props);
  const { tasks, answers, failure, count } = bulk;
  const { title, verb, before, effect } = TEXTS[kind];
  const choose = (chosen: string) => bulk.choose({ chosen, scope: undefined });
  const picker = { tasks, value: answers.chosen, onChange: choose };
  // The preview names the tasks, too.
  const isListed = bulk.isAsked && !failure;
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title={`${title}: ${countWords(tasks.length, "task")}`}
      description={isListed ? effect : listText(tasks.map(({ label }) => label))}
    >
      {/* High enough for the list of a picker, which opens inside of the dialog. */}
      <div className="grid content-start gap-4 has-[[aria-expanded=true]]:min-h-116">
        {kind === "model" && <ModelField {...picker} />}
        {kind === "assign" && <ProfilePicker {...picker} />}
        {failure && (
          <Failure error={failure} onScope={(scope) => bulk.choose({ ...answers, scope })} />
        )}
        {isListed && <BulkPreview rows={bulk.data} left={bulk.left} onToggle={bulk.toggle} />}
        {!bulk.isAsked && <p className="text-muted">You will see the changes before they apply.</p>}
      </div>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" disabled={count === 0} busy={bulk.isSaving} onClick={bulk.save}>
          {verb}
          {count > 0 && ` ${before}${countWords(count, "task")}`}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

interface ModelFieldProps {
  tasks: readonly Task[];
  value: string;
  onChange: (id: string) => void;
}

function ModelField(props: ModelFieldProps) {
  return (
    <Field label="Model" className="-mb-3">
      {(control) => (
        <ModelPicker {...control} {...props} opensOnFocus>
          {props.value || "Choose a model"}
        </ModelPicker>
      )}
    </Field>
  );
}

interface FailureProps {
  error: Error;
  onScope: (scope: TuneScope) => void;
}

/** Why the change was refused; for profiles that other tasks use too, the choice that is missing. */
function Failure({ error, onScope }: FailureProps) {
  if (!(error instanceof ProblemError) || error.problem.code !== "profile_shared") {
    const { title, detail } = failureText(error);
    return (
      <p role="alert" className="text-danger">
        {title}. {detail}
      </p>
    );
  }
  const others = (error.problem.tasks ?? []).map((key) => findTask(key)?.label ?? key);
  return (
    <div role="alert" className="grid gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning">
      <p>Profiles of these tasks are also used for {listText(others)}.</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onScope("this")}>Only the selected tasks</Button>
        <Button onClick={() => onScope("all")}>All that use them</Button>
      </div>
    </div>
  );
}
