import "server-only";
import { setBreaker } from "@/lib/engines/server/health-service";
import type { EngineTarget } from "@/lib/engines/target";
import { engineRequest } from "@/lib/http/server/outbound";
import { asObject } from "@/lib/objects";
import { metrics } from "@/lib/runtime/metrics";
import { disconnected, EngineFailure, failureOf, timedOut } from "../engine-failure";
import { type EngineEvent, isOutput, type Taker } from "../events";
import { breakerOf, openBreakers } from "./breaker";
import { callEngine, engineHeaders, secretsOf } from "./engine-call";
import type { Candidate, Run } from "./run";
import { slotsOf } from "./slots";
import { Deadline } from "./timers";

/** The tasks of deep research, which have a timeout of their own. */
const RESEARCH = { first: 10, last: 13 };

/** Milliseconds to the first output, and of silence after it. */
function timeoutOf({ plan }: Run): number {
  const type = plan?.resolution.task?.type ?? 0;
  const isResearch = type >= RESEARCH.first && type <= RESEARCH.last;
  const name = isResearch ? "deep_research_timeout" : "base_timeout";
  return Number(plan?.merged.effective.circuit_breaker[name] ?? 60) * 1000;
}

/** Milliseconds that an engine gets to say which models it has loaded. */
const PS_TIMEOUT = 2000;

/** True if Ollama does not have the model in memory yet: it says nothing while it loads one. */
async function isLoading({ kind, url, isLocal, key, model }: EngineTarget): Promise<boolean> {
  if (kind !== "ollama") return false;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PS_TIMEOUT);
  try {
    const { statusCode, body } = await engineRequest(new URL(`${url}/api/ps`), {
      method: "GET",
      headers: engineHeaders({ key }, "json", null),
      signal: controller.signal,
      isLocal,
    });
    const { models } = asObject(await body.json());
    if (statusCode !== 200 || !Array.isArray(models)) return false;
    return !models.some((row) => asObject(row).model === model || asObject(row).name === model);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Ends an attempt whose engine is silent for too long; loading a model does not count. */
function watch(run: Run, { target }: Candidate, state: { hasOutput: boolean }): Deadline {
  const ms = timeoutOf(run);
  const started = performance.now();
  const onTime = async (deadline: Deadline) => {
    if (state.hasOutput) {
      deadline.abort(timedOut("silence", ms));
      return;
    }
    const { loadWithin } = run.limits;
    const isInTime = performance.now() - started < loadWithin;
    if (!(await isLoading(target))) deadline.abort(timedOut("first_token", ms));
    else if (isInTime) deadline.refresh();
    else deadline.abort(timedOut("load", loadWithin));
  };
  return new Deadline(run.signal, ms, (deadline) => void onTime(deadline));
}

/** What an error in an engine's stream means. */
function failureIn(
  { message, code, status }: Extract<EngineEvent, { type: "error" }>,
  target: EngineTarget,
): EngineFailure {
  const text = code === null ? message : `${code}: ${message}`;
  const secrets = secretsOf(target);
  return failureOf({ status: status ?? 500, message: text, retryAfter: null, secrets });
}

/** Passes the events of one request to one engine on. @throws EngineFailure */
async function exchange(run: Run, candidate: Candidate, take: Taker<EngineEvent>): Promise<void> {
  const state = { hasOutput: false };
  const deadline = watch(run, candidate, state);
  const sent = performance.now();
  const options = {
    signal: deadline.signal,
    requestId: run.requestId,
    onConnected: () => run.spent("connect", sent),
  };
  const { target, translation } = candidate;
  try {
    await callEngine(target, translation.call, options, (arrived) => {
      const failed = arrived.find((event) => event.type === "error");
      const events = failed ? arrived.slice(0, arrived.indexOf(failed)) : arrived;
      if (events.some(isOutput)) {
        if (!state.hasOutput) run.spent("first_token", sent);
        state.hasOutput = true;
        deadline.refresh();
      }
      const taken = events.length === 0 || take(events);
      if (failed && taken !== false) throw failureIn(failed, target);
      return taken;
    });
  } finally {
    deadline.stop();
  }
}

/** Whether an attempt succeeds with an event. Ollama's last line, or `[DONE]`, ends an empty text. */
function isAnswer(event: EngineEvent): boolean {
  return isOutput(event) || event.type === "done";
}

/** Failures that say that the engine is not well; a bad request or a rate limit says nothing of it. */
function countsAgainst({ remedy, problem: { code } }: EngineFailure): boolean {
  const isLateLoad = code === "model_loading" && remedy === "never";
  return isLateLoad || (remedy === "again" && code !== "engine_rate_limited");
}

/** Waits for a slot of the engine. Resolves with a function that gives it back. */
async function enterEngine(run: Run, { target }: Candidate): Promise<() => void> {
  const { active, queue } = metrics().gateway;
  const labels = { engine: target.name };
  const waiting = performance.now();
  queue.inc(labels);
  try {
    const leave = await slotsOf(`engine ${target.id}`).enter(target.maxParallel, run.signal);
    run.spent("queue", waiting);
    active.inc(labels);
    return () => {
      active.dec(labels);
      leave();
    };
  } finally {
    queue.dec(labels);
  }
}

/** Shows whether the breaker is open: to other processes, and in the metrics. */
function showBreaker(run: Run, { target }: Candidate, isOpen: boolean): void {
  setBreaker(run.ctx, target.id, target.model, isOpen);
  metrics().gateway.openBreakers.set({ engine: target.name }, openBreakers(target.id));
}

/**
 * Asks one engine once, in its turn, and passes its answer on from the first output. Its breaker learns
 * how it went. The slot is held until the end of the answer.
 * @throws EngineFailure, 429 `queue_full`, or the reason of the run's signal
 */
export async function attempt(
  run: Run,
  candidate: Candidate,
  take: Taker<EngineEvent>,
): Promise<void> {
  const { target } = candidate;
  const breaker = breakerOf(target.id, target.model);
  const cooldown = Number(run.plan?.merged.effective.circuit_breaker.cooldown_period ?? 0) * 1000;
  const leave = await enterEngine(run, candidate);
  run.current = candidate;
  breaker.enter();
  const early: EngineEvent[] = [];
  let hasAnswered = false;
  try {
    await exchange(run, candidate, (events) => {
      if (hasAnswered) return take(events);
      early.push(...events);
      if (!events.some(isAnswer)) return true;
      hasAnswered = true;
      if (breaker.succeed()) showBreaker(run, candidate, false);
      return take(early);
    });
    if (!hasAnswered) throw disconnected();
  } catch (error) {
    if (hasAnswered) throw error;
    if (error instanceof EngineFailure && countsAgainst(error)) {
      const isOpen = breaker.fail(cooldown, error.problem.code === "model_loading");
      if (isOpen) showBreaker(run, candidate, true);
    } else breaker.leave();
    throw error;
  } finally {
    leave();
  }
}
