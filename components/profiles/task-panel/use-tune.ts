"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useUndoChange } from "@/components/layout/use-undo-change";
import { toast } from "@/components/ui/toast";
import type { Resolved } from "@/lib/assignments/schema";
import { ProblemError } from "@/lib/http/browser/failure";
import type { Profile } from "@/lib/profiles/schema";
import { countWords } from "@/lib/registry/words";
import { findTask } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { tuneTaskMutation } from "@/lib/tasks/mutations";
import type { TunedTask, TuneScope } from "@/lib/tasks/schema";
import { changesBetween } from "@/lib/values/changes";
import type { ProfileContent } from "@/lib/values/content";
import { patchOf } from "@/lib/values/merge";

/** Milliseconds in which the toast offers to undo the save. */
const UNDO_TIME = 10_000;

/** What is asked before a profile that other tasks use is changed. */
export interface SharedQuestion {
  profile: string;
  /** The other tasks. */
  tasks: readonly Task[];
  /** Null keeps editing. */
  answer: (scope: TuneScope | null) => void;
}

/** The caller's other tasks that a refusal names; undefined for any other error. */
function sharedTasks(error: unknown): Task[] | undefined {
  if (!(error instanceof ProblemError) || error.problem.code !== "profile_shared") return undefined;
  return (error.problem.tasks ?? []).flatMap((key) => findTask(key) ?? []);
}

/** The error with the paths of the profile's own fields, as the form knows them. */
function atFields(error: unknown): unknown {
  if (!(error instanceof ProblemError) || !error.problem.errors) return error;
  const errors = error.problem.errors.map(({ path, ...fault }) => ({
    ...fault,
    path: path.replace(/^profile\./, ""),
  }));
  return new ProblemError({ ...error.problem, errors });
}

/** What was saved, and for which tasks: "Engineering now uses your profile “Careful coder”". */
function savedText(task: Task, { profile, other_tasks }: TunedTask, isNew: boolean): string {
  const what = isNew
    ? `${task.label} now uses your profile “${profile.name}”`
    : `Saved profile “${profile.name}” for ${task.label}`;
  if (other_tasks.length === 0) return what;
  const verb = other_tasks.length === 1 ? "uses" : "use";
  return `${what}; ${countWords(other_tasks.length, "other task")} ${verb} it too`;
}

/** A change of what a task uses. */
export interface Tuning {
  /** What is saved now. */
  before: ProfileContent;
  content: ProfileContent;
  /** The caller's profile that is changed; null creates one. */
  over: Profile | null;
}

/** Changes what a task uses in one call. `question` is open while a shared profile needs a decision. */
export function useTune(task: Task, resolved: Resolved) {
  const [question, setQuestion] = useState<SharedQuestion | null>(null);
  const { mutateAsync, isPending } = useMutation(tuneTaskMutation(useQueryClient()));
  const { offer } = useUndoChange();

  const ask = (profile: string, tasks: readonly Task[]) =>
    new Promise<TuneScope | null>((resolve) => {
      const answer = (scope: TuneScope | null) => {
        setQuestion(null);
        resolve(scope);
      };
      setQuestion({ profile, tasks, answer });
    });
  const announce = (tuned: TunedTask, isNew: boolean) => {
    const title = savedText(task, tuned, isNew);
    toast({ kind: "success", title, ...offer(tuned.change), duration: UNDO_TIME });
    return tuned.profile;
  };
  const tune = async ({ before, content, over }: Tuning): Promise<Profile | null> => {
    const expected = over ? { ...resolved, profile: over, assigned: undefined } : resolved;
    const request = { resolved: expected, profile: patchOf(changesBetween(before, content)) };
    const send = (scope?: TuneScope) =>
      mutateAsync({ ...request, ...(scope ? { scope } : {}) }).catch((error: unknown) => {
        throw atFields(error);
      });
    try {
      return announce(await send(), over === null);
    } catch (error) {
      const tasks = sharedTasks(error);
      if (!tasks || !over) throw error;
      const scope = await ask(over.name, tasks);
      return scope && announce(await send(scope), scope === "this");
    }
  };
  return { tune, isPending, question };
}
