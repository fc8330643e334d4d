"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { readEngineMutation, testEngineMutation } from "@/lib/engines/mutations";
import type { EngineView } from "@/lib/engines/schema";
import { announceRead } from "../announce-read";

export interface EngineCalls {
  /** Ids of the engines whose models are being read. */
  busy: ReadonlySet<string>;
  /** Reads an engine's models and announces the result. */
  read: (id: string) => Promise<void>;
  /** After an engine was saved: reads its models if it adds them, and checks its health. */
  refresh: (engine: EngineView) => void;
}

/** Reads engines, also several at once. */
export function useEngineCalls(): EngineCalls {
  const client = useQueryClient();
  const readEngine = useMutation(readEngineMutation(client)).mutateAsync;
  const test = useMutation(testEngineMutation(client)).mutate;
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const run = async (id: string) => {
    const { name, read: last } = await readEngine(id);
    if (last) announceRead(name, last.report);
  };
  const read = async (id: string) => {
    setBusy((before) => new Set(before).add(id));
    await run(id).catch(notifyFailure);
    setBusy((before) => new Set([...before].filter((each) => each !== id)));
  };
  const refresh = ({ id, enabled, adds_models }: EngineView) => {
    if (!enabled) return;
    test(id);
    if (adds_models) void read(id);
  };
  return { busy, read, refresh };
}
