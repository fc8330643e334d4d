import "server-only";
import { singleton } from "@/lib/runtime/process";

/** Failures in a row after which an engine's model is not called for a while. */
const MAX_FAILURES = 5;
/** Milliseconds after which to ask again while one request is the trial. */
const DURING_TRIAL = 1000;

/**
 * Whether an engine's model is worth a call. Five failures in a row open it for the cooldown of the
 * profile that failed last; then one request tries. Each process has its own: it sees the failures of
 * its own requests within seconds, and sharing them would cost a write for each.
 *
 * Not a library's: the cooldown comes with the request, a timeout while loading opens it at once, and
 * clients are told when to come again.
 */
class Breaker {
  private failures = 0;
  private openUntil = 0;
  private isTrying = false;

  /** Milliseconds until it may be called; 0 if it may be called now. */
  wait(now = performance.now()): number {
    if (this.openUntil === 0) return 0;
    if (now < this.openUntil) return this.openUntil - now;
    return this.isTrying ? DURING_TRIAL : 0;
  }

  get isOpen(): boolean {
    return this.openUntil > 0;
  }

  /** A call begins. */
  enter(): void {
    if (this.openUntil > 0) this.isTrying = true;
  }

  /** The call had an answer. Returns true if the breaker was open. */
  succeed(): boolean {
    const wasOpen = this.openUntil > 0;
    this.failures = 0;
    this.openUntil = 0;
    this.isTrying = false;
    return wasOpen;
  }

  /** The call ended without saying anything about the engine: the client left, or its request was bad. */
  leave(): void {
    this.isTrying = false;
  }

  /** Returns true if it is open now. @param cooldown milliseconds; 0 never opens it */
  fail(cooldown: number, opensAtOnce: boolean): boolean {
    this.failures = opensAtOnce ? MAX_FAILURES : this.failures + 1;
    this.isTrying = false;
    if (this.failures < MAX_FAILURES || cooldown <= 0) return false;
    this.openUntil = performance.now() + cooldown;
    return true;
  }
}

function breakers() {
  return singleton("gateway-breakers", () => new Map<string, Breaker>());
}

/** The breaker of a model on an engine, in this process. */
export function breakerOf(engineId: string, model: string): Breaker {
  const key = `${engineId} ${model}`;
  const known = breakers().get(key) ?? new Breaker();
  breakers().set(key, known);
  return known;
}

/** How many models of an engine have an open breaker, in this process. */
export function openBreakers(engineId: string): number {
  const own = [...breakers()].filter(([key]) => key.startsWith(`${engineId} `));
  return own.filter(([, { isOpen }]) => isOpen).length;
}
