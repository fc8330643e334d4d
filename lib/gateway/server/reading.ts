import "server-only";
import { isUnavailable } from "@/db/failure";
import { ids } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/runtime/log";
import { Answer, type Output } from "../answer";
import { Assembly, type Head, type Mp } from "../chunks";
import { badAnswer, EngineFailure } from "../engine-failure";
import type { EngineEvent, Taken, Usage } from "../events";
import { Guard, type GuardNote, type Stopped } from "../guard";
import { askEngines } from "./ask";
import { contextOf } from "./candidate";
import { type Candidate, ClientGone, type Plan, type Run } from "./run";

/** What a response says of its own answer, beside its text. */
export function headOf({ request: { operation, body }, time }: Run): Head {
  const prefix = {
    chat: "chatcmpl",
    completions: "cmpl",
    rerank: "rerank",
    images: "img",
    embeddings: "embd",
  };
  const id = `${prefix[operation]}-${ids.uuid().replaceAll("-", "")}`;
  return { id, created: Math.floor(time.getTime() / 1000), model: body.model };
}

/** Anything thrown as the error that the client gets. */
export function problemOf(error: unknown, run: Run): AppError {
  const { reason } = run.signal as { reason: unknown };
  const cause = run.signal.aborted && reason instanceof AppError ? reason : error;
  if (cause instanceof EngineFailure) return cause.problem;
  if (cause instanceof AppError) return cause;
  if (isUnavailable(cause)) {
    const detail = "The database is unavailable. Try again shortly.";
    return new AppError("database_unavailable", detail, { retryAfter: 1, cause });
  }
  if (!(cause instanceof ClientGone)) {
    log().error({ err: cause, request_id: run.requestId }, "gateway request failed");
  }
  return new AppError(
    "internal_error",
    "An unexpected error occurred. Find its cause in the log by the request id.",
  );
}

/** Reads an answer, with the guard, and collects what is known at its end. */
export class Reading {
  readonly answer: Answer;
  stoppedBy: Stopped | undefined;
  private readonly guard: Guard;
  private firstOutput: number | undefined;

  constructor(
    private readonly run: Run,
    private readonly plan: Plan,
  ) {
    const { body } = run.request;
    const choices = "n" in body && typeof body.n === "number" ? body.n : 1;
    this.answer = new Answer(choices, () => `call_${ids.uuid().replaceAll("-", "").slice(0, 24)}`);
    run.texts = plan.resolution.keepsTexts ? new Assembly() : undefined;
    this.guard = new Guard(plan.merged.effective.circuit_breaker, (note) => this.log(note));
  }

  private log(note: GuardNote): void {
    const { current, requestId } = this.run;
    const model = this.plan.resolution.model.id;
    log().info(
      { request_id: requestId, engine: current?.target.id, model, ...note },
      "gateway guard",
    );
  }

  /**
   * Asks the engines and passes their output on, piece by piece; a promise holds the next piece back.
   * @throws AppError, or the reason of the run's signal
   */
  async read(
    candidates: readonly Candidate[],
    pass: (outputs: Output[]) => Promise<void> | undefined = () => undefined,
  ): Promise<void> {
    await askEngines(this.run, candidates, (events) => this.take(events, pass));
    if (this.stoppedBy) {
      this.run.stoppedBy = this.stoppedBy;
      this.answer.cut();
    } else if (!this.answer.isComplete) {
      throw badAnswer("The engine's answer ended before it was complete.").problem;
    }
  }

  /** Reads events, up to the one after which the guard stops the answer. */
  private take(
    events: readonly EngineEvent[],
    pass: (outputs: Output[]) => Promise<void> | undefined,
  ): Taken {
    this.firstOutput ??= performance.now();
    const outputs: Output[] = [];
    for (const event of events) {
      const output = this.answer.read(event);
      if (output) {
        outputs.push(output);
        this.run.texts?.add(output);
      }
      this.stoppedBy = this.guard.check(event);
      if (this.stoppedBy) break;
    }
    const isWanted = this.stoppedBy === undefined;
    const passed = outputs.length > 0 ? pass(outputs) : undefined;
    return passed ? passed.then(() => isWanted) : isWanted;
  }

  /** The tokens that the engine counted; without a count an estimate. */
  get usage(): Usage {
    return this.answer.usage ?? this.answer.estimate(JSON.stringify(this.run.request.body).length);
  }

  /** What the last chunk, or the response, has beside OpenAI's members; notes it for the record. */
  end(): Mp {
    const { run, answer } = this;
    const { timings, usage } = answer;
    const now = performance.now();
    const seconds = (now - (this.firstOutput ?? now)) / 1000;
    const measured = usage && seconds > 0 ? usage.completion_tokens / seconds : null;
    const speed = timings.tokens_per_second ?? measured;
    run.usage = usage;
    run.loadMs = timings.load_ms ?? null;
    run.finish = answer.reasons[0] ?? null;
    run.context = run.current && contextOf(this.plan, run.current.target);
    return {
      engine_ms: Math.round(timings.engine_ms ?? now - run.startedAt),
      tokens_per_second: speed === null ? null : Number(speed.toFixed(2)),
      ...(timings.load_ms === undefined ? {} : { load_ms: Math.round(timings.load_ms) }),
      context: { requested: run.context?.requested ?? null, granted: run.context?.granted ?? null },
      ...(this.stoppedBy ? { stopped_by: this.stoppedBy } : {}),
      ...(usage ? {} : { usage_estimated: true as const }),
    };
  }
}
