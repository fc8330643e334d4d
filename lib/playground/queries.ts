import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { EventSourceParserStream } from "eventsource-parser/stream";
import type { DryRun } from "@/lib/gateway/dry-run-schema";
import { dataOf } from "@/lib/http/browser/actions";
import { clientOf } from "@/lib/http/browser/client";
import { addExampleAction, removeExampleAction } from "./actions";
import type { playgroundContract } from "./contract";
import type { GatewayCall } from "./requests";
import { ended, failureIn, NEW_RUN, type Run, type RunFailure, withAnswer, withChunk } from "./run";
import type { Input } from "./schema";

const { read } = clientOf<typeof playgroundContract>();

/** The viewer's examples for a task. */
export function examplesOptions(task: string) {
  return queryOptions({
    queryKey: ["examples", task],
    queryFn: ({ signal }) => read("/api/tasks/{task}/examples", { params: { task }, signal }),
  });
}

export function addExampleMutation(client: QueryClient, task: string) {
  return mutationOptions({
    mutationFn: (body: { name: string; input: Input }) =>
      dataOf(addExampleAction({ params: { task }, body })),
    onSettled: () => client.invalidateQueries(examplesOptions(task)),
  });
}

export function removeExampleMutation(client: QueryClient, task: string) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(removeExampleAction({ params: { task, id } })),
    onSettled: () => client.invalidateQueries(examplesOptions(task)),
  });
}

function post(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
  const headers = { "Content-Type": "application/json" };
  return fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal });
}

async function failureOf(response: Response): Promise<RunFailure> {
  const body: unknown = await response.json().catch(() => null);
  return failureIn(body, response.status);
}

/** What a request would be sent as, or why it would be refused. */
export type Preview = { dryRun: DryRun; failure: null } | { dryRun: null; failure: RunFailure };

/** The request as the engine would get it, from a dry run. */
export function previewOptions(call: GatewayCall) {
  return queryOptions({
    queryKey: ["dry-run", call],
    queryFn: async ({ signal }): Promise<Preview> => {
      const response = await post("/api/gateway/dry-run", call, signal);
      if (!response.ok) return { dryRun: null, failure: await failureOf(response) };
      return { dryRun: (await response.json()) as DryRun, failure: null };
    },
    // Engines come and go.
    staleTime: 0,
  });
}

/** Reads the events of a streamed answer; `onRun` gets the run after each of them. */
async function readStream(
  response: Response,
  start: number,
  run: Run,
  onRun: (run: Run) => void,
): Promise<Run> {
  if (!response.body) return run;
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  const reader = events.getReader();
  let current = run;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const { data } = next.value;
    if (data === "[DONE]") break;
    current = withChunk(current, JSON.parse(data), performance.now() - start);
    onRun(current);
  }
  return current;
}

async function answerTo(call: GatewayCall, signal: AbortSignal, onRun: (run: Run) => void) {
  const start = performance.now();
  let run = NEW_RUN;
  const keep = (next: Run) => {
    run = next;
    onRun(next);
  };
  try {
    const response = await post(call.path, call.body, signal);
    run = { ...run, engine: response.headers.get("Mp-Engine") };
    if (!response.ok) run = { ...run, state: "failed", failure: await failureOf(response) };
    else if (call.body.stream === true) run = await readStream(response, start, run, keep);
    else run = withAnswer(run, await response.json());
  } catch {
    const failure = { code: "unreachable", message: "The connection to the server was lost." };
    run = signal.aborted ? { ...run, state: "stopped" } : { ...run, state: "failed", failure };
  }
  return ended(run, performance.now() - start);
}

/** Sends a request to the gateway. `onRun` gets the run whenever it changes, at last when it is over. */
export async function runCall(
  call: GatewayCall,
  signal: AbortSignal,
  onRun: (run: Run) => void,
): Promise<void> {
  onRun(await answerTo(call, signal, onRun));
}
