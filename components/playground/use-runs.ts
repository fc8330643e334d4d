"use client";

import { useEffect, useRef, useState } from "react";
import { runCall } from "@/lib/playground/queries";
import { NEW_RUN, type Run } from "@/lib/playground/run";
import type { TaskKey } from "@/lib/registry/tasks";
import type { Question } from "./question";

/** A question of a column and its answer. */
export interface Asked {
  question: Question;
  run: Run;
}

/** The questions and answers by their columns. */
type Answers = Readonly<Record<string, Asked>>;

/** The last answers for each task: they stay while other tabs and tasks are looked at. */
const kept = new Map<TaskKey, Answers>();

/** The requests of all columns, which start together. Leaving the tab ends them. */
export function useRuns(task: TaskKey) {
  const [asked, setAsked] = useState<Answers>(() => kept.get(task) ?? {});
  const controller = useRef<AbortController>(undefined);
  const put = (answers: Answers) => {
    kept.set(task, answers);
    setAsked(answers);
  };
  const stop = () => controller.current?.abort();
  useEffect(() => () => controller.current?.abort(), []);
  const start = (questions: ReadonlyMap<string, Question>) => {
    stop();
    const current = new AbortController();
    controller.current = current;
    const all = [...questions];
    put(Object.fromEntries(all.map(([id, question]) => [id, { question, run: NEW_RUN }])));
    for (const [id, question] of all) {
      void runCall(question.call, current.signal, (run) => {
        // An answer to earlier requests comes too late.
        if (controller.current === current) put({ ...kept.get(task), [id]: { question, run } });
      });
    }
  };
  const isRunning = Object.values(asked).some(({ run }) => run.state === "running");
  return { asked, start, stop, isRunning };
}
