import "server-only";
import { AppError } from "@/lib/errors";
import { EngineFailure } from "../engine-failure";
import type { EngineEvent, Taker } from "../events";
import { attempt } from "./attempt";
import { breakerOf } from "./breaker";
import { candidateFor, refusedBy } from "./candidate";
import type { Candidate, Run } from "./run";
import { pause } from "./timers";

/** Milliseconds between two attempts: doubled each time, with jitter. */
const BACKOFF = { first: 500, longest: 5000, jitter: 0.2 };
/** Milliseconds between two looks at a model that is being loaded. */
const LOAD_STEP = 1000;

/** Members that some engines refuse, as their 400 names them. Without them the answer is the same. */
const OPTIONAL: readonly [name: string, pattern: RegExp][] = [
  ["stream_options", /stream_options|include_usage/i],
  ["logprobs", /logprobs/i],
  ["think", /think/i],
];

/** Notes a member that the engine refused and can do without; true if it is a new one. */
function learn({ request }: Run, { target }: Candidate, { problem }: EngineFailure): boolean {
  if (problem.code !== "engine_refused") return false;
  const isWanted = request.operation === "chat" && request.body.logprobs === true;
  const found = OPTIONAL.find(([, pattern]) => pattern.test(problem.message))?.[0];
  if (found === undefined || (found === "logprobs" && isWanted)) return false;
  const refused = refusedBy(target);
  if (refused.has(found)) return false;
  refused.add(found);
  return true;
}

/** The request as the engine gets it now: what it refused before is left out. */
export function retranslated(run: Run, { target }: Candidate): Candidate {
  if (!run.plan) throw new Error("a run is planned before an engine is asked");
  const candidate = candidateFor(run.plan, target, run.caller.options.system_prompt);
  if (candidate instanceof AppError) throw candidate;
  return candidate;
}

function backoff(round: number): number {
  const { first, longest, jitter } = BACKOFF;
  const factor = 1 - jitter + Math.random() * 2 * jitter;
  return Math.min(first * 2 ** (round - 1), longest) * factor;
}

/** Milliseconds until an engine may be called. */
function waitOf({ target }: Candidate): number {
  return breakerOf(target.id, target.model).wait();
}

function unavailable(candidates: readonly Candidate[]): AppError {
  const soonest = Math.min(...candidates.map(waitOf));
  const detail = "Every engine that runs this model has failed repeatedly. Try again later.";
  return new AppError("engine_unavailable", detail, { retryAfter: Math.max(1, soonest / 1000) });
}

/** The failure that ends a run; the gateway has used up its retries, so the client should not retry. */
function final({ problem, remedy }: EngineFailure): AppError {
  if (remedy === "never" && problem.status < 500) return problem;
  const { retryAfter } = problem;
  return new AppError(problem.code, problem.message, {
    headers: { "X-Should-Retry": "false" },
    cause: problem,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

/** What is left to try. */
class Choices {
  private index = -1;
  private loadingSince: number | undefined;
  /** How often every engine has been tried. */
  private rounds = 0;

  constructor(
    private readonly run: Run,
    private candidates: readonly Candidate[],
    private readonly maxRetries: number,
  ) {}

  /** The next engine whose breaker is closed. @throws 503 `engine_unavailable` */
  next(): Candidate {
    const { candidates } = this;
    if (candidates.every((candidate) => waitOf(candidate) > 0)) throw unavailable(candidates);
    for (;;) {
      this.index += 1;
      if (this.index >= candidates.length) {
        this.index = 0;
        this.rounds += 1;
      }
      const candidate = candidates[this.index];
      if (candidate && waitOf(candidate) === 0) return candidate;
    }
  }

  /** The same engine once more. */
  private stay(changed?: Candidate): void {
    const { index } = this;
    if (changed)
      this.candidates = this.candidates.map((each, at) => (at === index ? changed : each));
    this.index -= 1;
  }

  private leave(): void {
    const { index } = this;
    this.candidates = this.candidates.filter((_, at) => at !== index);
    this.index -= 1;
  }

  /** Waits until the next attempt makes sense. @throws the final error if none does */
  async after(failure: EngineFailure, candidate: Candidate): Promise<void> {
    if (learn(this.run, candidate, failure)) {
      this.run.attempts -= 1;
      this.stay(retranslated(this.run, candidate));
      return;
    }
    if (failure.remedy === "load") return this.afterLoading(failure);
    if (failure.remedy === "other" && this.candidates.length > 1) {
      this.leave();
      return;
    }
    const isSpent = this.run.attempts > this.maxRetries;
    if (failure.remedy !== "again" || isSpent) throw final(failure);
    const isLast = this.index === this.candidates.length - 1;
    if (!isLast) return;
    await pause(failure.retryAfter ?? backoff(this.rounds + 1), this.run.signal);
  }

  /** Loading is not a failure: it is waited for, and does not count as an attempt. */
  private async afterLoading(failure: EngineFailure): Promise<void> {
    this.loadingSince ??= performance.now();
    const limit = this.run.limits.loadWithin;
    if (performance.now() - this.loadingSince + LOAD_STEP > limit) throw final(failure);
    this.run.attempts -= 1;
    this.stay();
    await pause(LOAD_STEP, this.run.signal);
  }

  /** The engine's queue is full: another may be free. */
  afterFullQueue(error: AppError): void {
    if (this.candidates.length === 1) throw error;
    this.run.attempts -= 1;
    this.leave();
  }
}

function isFullQueue(error: unknown): error is AppError {
  return error instanceof AppError && error.code === "queue_full";
}

/**
 * Asks the engines in order until one answers, and passes its answer on. Only before the first output is
 * anything tried again.
 * @throws AppError, or the reason of the run's signal
 */
export async function askEngines(
  run: Run,
  candidates: readonly Candidate[],
  take: Taker<EngineEvent>,
): Promise<void> {
  const maxRetries = Number(run.plan?.merged.effective.circuit_breaker.max_retries ?? 0);
  const choices = new Choices(run, candidates, maxRetries);
  for (;;) {
    const candidate = choices.next();
    run.attempts += 1;
    let hasAnswered = false;
    try {
      await attempt(run, candidate, (events) => {
        hasAnswered = true;
        return take(events);
      });
      return;
    } catch (error) {
      if (isFullQueue(error)) choices.afterFullQueue(error);
      else if (!(error instanceof EngineFailure)) throw error;
      else if (hasAnswered) throw final(error);
      else await choices.after(error, candidate);
    }
  }
}
