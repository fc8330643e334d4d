import "server-only";
import { AppError } from "@/lib/errors";
import { openAiError } from "@/lib/http/openai-error";
import { asObject } from "@/lib/objects";
import { Assembly, ChunkWriter } from "../chunks";
import { embeddingsResponse, imagesResponse, rerankResponse, usageIn } from "../vectors";
import type { Json } from "../wire-values";
import { retranslated } from "./ask";
import { Outlet } from "./outlet";
import { headOf, problemOf, Reading } from "./reading";
import { ClientGone, type Plan, type Run } from "./run";

function wantsLogprobs({ request }: Run): boolean {
  return request.operation === "chat" && request.body.logprobs === true;
}

function wantsUsage({ request }: Run): boolean {
  return asObject(asObject(request.body).stream_options).include_usage === true;
}

/** Writes a streamed answer; an error after the headers is an event. @throws AppError before them */
async function pour(run: Run, plan: Plan, outlet: Outlet): Promise<void> {
  const reading = new Reading(run, plan);
  const kind = run.request.operation === "completions" ? "completions" : "chat";
  const writer = new ChunkWriter(kind, headOf(run), wantsLogprobs(run));
  try {
    await reading.read(plan.candidates, (outputs) =>
      outlet.write(outputs.map((output) => writer.write(output)).join("")),
    );
    if (reading.stoppedBy && plan.isStrict) {
      throw new AppError("engine_bad_answer", `The answer was stopped: ${reading.stoppedBy}.`);
    }
    const mp = reading.end();
    const usage = wantsUsage(run) ? reading.usage : null;
    await outlet.write(writer.end(reading.answer.reasons, usage, mp));
    outlet.end();
  } catch (error) {
    const problem = problemOf(error, run);
    if (outlet.hasStarted) outlet.end(openAiError(problem));
    throw problem;
  }
}

/**
 * Starts a streamed answer. Resolves with its body once there is output, or after
 * `GATEWAY_HEADERS_WITHIN`.
 * @param onEnd called once at the end, with the error if there was one
 * @throws AppError if the engines failed before that
 */
export async function startStream(
  run: Run,
  plan: Plan,
  onEnd: (problem: AppError | null) => void,
): Promise<ReadableStream<Uint8Array>> {
  const outlet = new Outlet(() => run.abort(new ClientGone("the client has disconnected")));
  const work = pour(run, plan, outlet);
  const timer = setTimeout(() => outlet.start(), run.limits.headersWithin);
  try {
    await Promise.race([outlet.started, work]);
  } finally {
    clearTimeout(timer);
  }
  void work.then(
    () => onEnd(null),
    (error: unknown) => onEnd(problemOf(error, run)),
  );
  return outlet.stream;
}

/** The largest seed that every engine takes. */
const MAX_SEED = 2 ** 31 - 1;

/** The same request with another seed, after the guard has stopped an answer. */
function withOtherSeed(run: Run, plan: Plan): Plan {
  const { effective, ...merged } = plan.merged;
  const seed = Math.floor(Math.random() * MAX_SEED);
  const parameters = { ...effective.parameters, seed };
  const next = { ...plan, merged: { ...merged, effective: { ...effective, parameters } } };
  run.plan = next;
  return { ...next, candidates: plan.candidates.map((candidate) => retranslated(run, candidate)) };
}

/** A whole answer. As nothing is sent yet, one that the guard stops is made again. @throws AppError */
export async function wholeAnswer(run: Run, first: Plan): Promise<Json> {
  const maxRetries = Number(first.merged.effective.circuit_breaker.max_retries ?? 0);
  for (let plan = first, tries = 0; ; plan = withOtherSeed(run, plan), tries += 1) {
    const reading = new Reading(run, plan);
    const assembly = new Assembly();
    await reading.read(plan.candidates, (outputs) => {
      for (const output of outputs) assembly.add(output);
      return undefined;
    });
    if (reading.stoppedBy && tries < maxRetries) continue;
    if (reading.stoppedBy && plan.isStrict) {
      throw new AppError("engine_bad_answer", `The answer was stopped: ${reading.stoppedBy}.`);
    }
    const mp = reading.end();
    const kind = run.request.operation === "completions" ? "completions" : "chat";
    const { reasons } = reading.answer;
    const usage = reading.usage;
    return assembly.end(kind, headOf(run), { reasons, usage, mp, hasLogprobs: wantsLogprobs(run) });
  }
}

function responseOf(run: Run, reading: Reading): Json {
  const { json } = reading.answer;
  const head = headOf(run);
  const { operation, body } = run.request;
  switch (operation) {
    case "embeddings":
      return embeddingsResponse(body, head.model, json, reading.usage);
    case "rerank":
      return rerankResponse(body, head, json, reading.usage);
    case "images":
      return imagesResponse(head, json);
    case "chat":
    case "completions":
      throw new Error(`${operation} streams`);
  }
}

/** The answer of an endpoint that does not stream. @throws AppError */
export async function jsonAnswer(run: Run, plan: Plan): Promise<Json> {
  const reading = new Reading(run, plan);
  await reading.read(plan.candidates);
  reading.answer.usage = usageIn(reading.answer.json);
  reading.end();
  const response = responseOf(run, reading);
  if (plan.resolution.keepsTexts) run.response = response;
  return response;
}
