"use client";

import { useEffect, useRef, useState } from "react";
import { runCall } from "@/lib/playground/queries";
import { NEW_RUN, type Run } from "@/lib/playground/run";
import type { Question } from "./question";

/** A question of a column and its answer. */
export interface Asked {
  question: Question;
  run: Run;
}

/** The requests of all columns, which start together. Leaving the page ends them. */
export function useRuns() {
  const [asked, setAsked] = useState<Readonly<Record<string, Asked>>>({});
  const controller = useRef<AbortController>(undefined);
  const stop = () => controller.current?.abort();
  useEffect(() => () => controller.current?.abort(), []);
  const start = (questions: ReadonlyMap<string, Question>) => {
    stop();
    const current = new AbortController();
    controller.current = current;
    const all = [...questions];
    setAsked(Object.fromEntries(all.map(([id, question]) => [id, { question, run: NEW_RUN }])));
    for (const [id, question] of all) {
      void runCall(question.call, current.signal, (run) => {
        // An answer to earlier requests comes too late.
        if (controller.current === current) {
          setAsked((now) => ({ ...now, [id]: { question, run } }));
        }
      });
    }
  };
  const isRunning = Object.values(asked).some(({ run }) => run.state === "running");
  return { asked, start, stop, isRunning };
}
