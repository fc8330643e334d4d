import "server-only";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { GatewayRequest } from "../refusals";
import type { Json } from "../wire-values";
import { jsonAnswer, startStream, wholeAnswer } from "./deliver";
import { identify, planRequest } from "./plan";
import { problemOf } from "./reading";
import { record } from "./record";
import { type Caller, ClientGone, type Plan, Run } from "./run";
import { slotsOf } from "./slots";

/** What a request to the gateway has beside its body. */
export interface CallInfo {
  /** Aborted when the client disconnects. */
  signal: AbortSignal;
  header: (name: string) => string | null;
}

/** What is sent to the client. */
export interface GatewayReply {
  headers: Record<string, string>;
  status?: number;
  data?: Json;
  raw?: string | ReadableStream<Uint8Array>;
}

const STREAM_HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-transform",
  "X-Accel-Buffering": "no",
} as const;

/** Nobody reads the response to a client that has disconnected; its status is for the log. */
const GONE: GatewayReply = { status: 499, raw: "", headers: {} };

function isStrict(prefer: string | null): boolean {
  return /(^|[,;\s])handling\s*=\s*"?strict"?\s*($|[,;])/i.test(prefer ?? "");
}

/** A key may have a limit of its own on requests at once. */
async function enterKey({ actor, options }: Caller, signal: AbortSignal): Promise<() => void> {
  if (actor.key === null || options.max_parallel === null) return () => undefined;
  return slotsOf(`key ${actor.key.id}`).enter(options.max_parallel, signal);
}

/** The request is over: its slot is free and nothing of it is left. It is recorded once its end is sent. */
function finish(run: Run, leave: () => void, problem: AppError | null): void {
  leave();
  run.end();
  setImmediate(() => record(run, problem));
}

/** The error as the client gets it, with the headers that tell how it came about. */
function described(problem: AppError, run: Run): AppError {
  const { code, message, errors, retryAfter, cause } = problem;
  const headers = { ...run.headers(), ...problem.headers };
  return new AppError(code, message, {
    headers,
    cause,
    ...(errors ? { errors } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

/** Plans the request, and notes how long its two halves took. */
async function planned(run: Run, info: CallInfo): Promise<Plan> {
  const start = performance.now();
  let resolved = start;
  const plan = await planRequest(run.ctx, run.caller, run.request, {
    isStrict: isStrict(info.header("Prefer")),
    onResolved: (resolution) => {
      run.resolution = resolution;
      run.spent("resolve", start);
      resolved = performance.now();
    },
  });
  run.spent("translate", resolved);
  run.plan = plan;
  return plan;
}

async function answer(run: Run, info: CallInfo): Promise<GatewayReply> {
  let leave: () => void = () => undefined;
  let isStreaming = false;
  let problem: AppError | null = null;
  try {
    const plan = await planned(run, info);
    leave = await enterKey(run.caller, run.signal);
    if (run.isStream) {
      const raw = await startStream(run, plan, (end) => finish(run, leave, end));
      isStreaming = true;
      return { raw, headers: { ...run.headers(), ...STREAM_HEADERS } };
    }
    const { operation } = run.request;
    const isText = operation === "chat" || operation === "completions";
    const data = isText ? await wholeAnswer(run, plan) : await jsonAnswer(run, plan);
    return { data, headers: run.headers() };
  } catch (error) {
    if (run.signal.reason instanceof ClientGone) return GONE;
    problem = problemOf(error, run);
    throw described(problem, run);
  } finally {
    if (!isStreaming) finish(run, leave, problem);
  }
}

/**
 * Runs one request: resolves its profile, asks the engines that run its model, and passes the answer on.
 * @throws every error of the gateway's contract, before the first byte of the response
 */
export async function runRequest(
  ctx: Context,
  request: GatewayRequest,
  info: CallInfo,
): Promise<GatewayReply> {
  const caller = await identify(ctx, info.header("X-On-Behalf-Of"));
  const run = new Run(ctx, caller, request, info.signal);
  return answer(run, info);
}
