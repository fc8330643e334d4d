import "server-only";
import { ids } from "@/lib/clock";
import { type AppError, DISCONNECTED } from "@/lib/errors";
import { openAiStatus } from "@/lib/http/openai-error";
import { metrics } from "@/lib/runtime/metrics";
import { PATHS } from "../dry-run-schema";
import { type FinishedSpan, recordSpan } from "@/lib/runtime/telemetry";
import type { GatewayRequest } from "@/lib/usage/schema";
import { recordRequest } from "@/lib/usage/server/service";
import { textsOf } from "./kept";
import { ClientGone, type Run } from "./run";

function recordOf(run: Run, problem: AppError | null): GatewayRequest {
  const { caller, resolution, current, usage, request } = run;
  const isGone = run.signal.aborted && run.signal.reason instanceof ClientGone;
  const status = problem ? openAiStatus(problem) : 200;
  return {
    id: run.requestId ?? ids.uuid(),
    time: run.time.toISOString(),
    user_id: caller.subject.id,
    key_id: caller.actor.key?.id ?? null,
    task: resolution?.task?.key ?? null,
    profile_id: resolution?.profile?.id ?? null,
    revision: resolution?.profile?.revision ?? null,
    model: resolution?.model.id ?? null,
    engine_id: current?.target.id ?? null,
    engine: current?.target.name ?? null,
    path: PATHS[request.operation],
    stream: run.isStream,
    status: isGone ? DISCONNECTED : status,
    code: isGone ? null : (problem?.code ?? null),
    attempts: run.attempts,
    finish: run.finish,
    tokens_in: usage?.prompt_tokens ?? null,
    tokens_out: usage?.completion_tokens ?? null,
    tokens_cached: usage?.prompt_tokens_details?.cached_tokens ?? null,
    tokens_reasoning: usage?.completion_tokens_details?.reasoning_tokens ?? null,
    first_output_ms: run.phase("first_token"),
    total_ms: run.totalMs,
    queue_ms: run.phase("queue"),
    load_ms: run.loadMs,
    context_granted: run.context?.granted ?? null,
    dropped: current?.translation.report.dropped.map(({ name }) => name) ?? [],
    stopped_by: run.stoppedBy,
  };
}

/** The names of operations in OpenTelemetry's conventions for generative AI. */
const OPERATIONS = {
  chat: "chat",
  completions: "text_completion",
  embeddings: "embeddings",
  rerank: "rerank",
  images: "generate_content",
} as const;

/** The request as OpenTelemetry's conventions for generative AI describe it, without texts. */
function spanOf({ request, current, time, totalMs }: Run, row: GatewayRequest): FinishedSpan {
  const operation = OPERATIONS[request.operation];
  return {
    name: row.model === null ? operation : `${operation} ${row.model}`,
    start: time,
    ms: totalMs,
    error: row.status >= 400 ? (row.code ?? String(row.status)) : null,
    attributes: {
      "gen_ai.operation.name": operation,
      "gen_ai.provider.name": current?.target.kind ?? null,
      "gen_ai.request.model": row.model,
      "gen_ai.response.id": row.id,
      "gen_ai.response.finish_reasons": row.finish === null ? null : [row.finish],
      "gen_ai.usage.input_tokens": row.tokens_in,
      "gen_ai.usage.output_tokens": row.tokens_out,
    },
  };
}

/** Takes note of a request at its end; called once for each. */
export function record(run: Run, problem: AppError | null): void {
  const row = recordOf(run, problem);
  recordRequest(run.ctx, row, run.resolution?.keepsTexts ? textsOf(run, row) : undefined);
  const engine = row.engine ?? "none";
  const { requests, tokens, overhead, firstOutput, guarded, dropped } = metrics().gateway;
  requests.inc({ path: row.path, engine, status: row.status });
  tokens.inc({ engine, type: "input" }, row.tokens_in ?? 0);
  tokens.inc({ engine, type: "output" }, row.tokens_out ?? 0);
  overhead.observe(((run.phase("resolve") ?? 0) + (run.phase("translate") ?? 0)) / 1000);
  if (row.first_output_ms !== null) firstOutput.observe(row.first_output_ms / 1000);
  if (row.stopped_by !== null) guarded.inc({ kind: row.stopped_by });
  recordSpan(spanOf(run, row));
  for (const name of row.dropped) dropped.inc({ name, engine });
}
