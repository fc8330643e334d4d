import type { DiffRow } from "@/lib/values/text-diff";

/** A message to the worker. */
export interface Comparison {
  id: number;
  from: string;
  to: string;
}

/** The worker's answer; no rows if the texts are too large to compare. */
export interface ComparisonResult {
  id: number;
  rows: DiffRow[] | null;
}

type Settle = (rows: DiffRow[] | null) => void;

let worker: Worker | undefined;
let lastId = 0;
/** Comparisons that the worker has not answered, by id. */
const waiting = new Map<number, Settle>();

function settleAll(): void {
  worker = undefined;
  for (const settle of waiting.values()) settle(null);
  waiting.clear();
}

function startWorker(): Worker {
  const started = new Worker(new URL("./text-diff.worker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<ComparisonResult>) => {
    waiting.get(data.id)?.(data.rows);
    waiting.delete(data.id);
  });
  started.addEventListener("error", settleAll);
  return started;
}

/**
 * Compares two texts in a worker, so that the page stays responsive; null if they are too large, or if
 * the worker cannot run. All comparisons of a page share one worker, which starts with the first.
 */
export function compareTexts(from: string, to: string): Promise<DiffRow[] | null> {
  worker ??= startWorker();
  const id = (lastId += 1);
  const result = new Promise<DiffRow[] | null>((resolve) => waiting.set(id, resolve));
  worker.postMessage({ id, from, to } satisfies Comparison);
  return result;
}
