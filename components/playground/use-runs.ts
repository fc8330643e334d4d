"use client";

import { useEffect, useRef, useState } from "react";
import { runCall } from "@/lib/playground/queries";
import type { GatewayCall } from "@/lib/playground/requests";
import { NEW_RUN, type Run } from "@/lib/playground/run";

/** A request of a column and its answer. */
export interface Asked {
  call: GatewayCall;
  run: Run;
}

/** The requests of all columns, which start together. Leaving the page ends them. */
export function useRuns() {
  const [asked, setAsked] = useState<Readonly<Record<string, Asked>>>({});
  const controller = useRef<AbortController>(undefined);
  const stop = () => controller.current?.abort();
  useEffect(() => () => controller.current?.abort(), []);
  const start = (calls: ReadonlyMap<string, GatewayCall>) => {
    stop();
    const current = new AbortController();
    controller.current = current;
    const all = [...calls];
    setAsked(Object.fromEntries(all.map(([id, call]) => [id, { call, run: NEW_RUN }])));
    for (const [id, call] of all) {
      void runCall(call, current.signal, (run) => {
        // An answer to earlier requests comes too late.
        if (controller.current === current) setAsked((now) => ({ ...now, [id]: { call, run } }));
      });
    }
  };
  const isRunning = Object.values(asked).some(({ run }) => run.state === "running");
  return { asked, start, stop, isRunning };
}
