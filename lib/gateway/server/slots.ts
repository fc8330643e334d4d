import "server-only";
import { AppError } from "@/lib/errors";
import { singleton } from "@/lib/runtime/process";

/** Requests that may wait for one engine, and for how many milliseconds. */
const MAX_WAITING = 32;
const MAX_WAIT = 30_000;
/** Seconds after which a client that found no place should come again. */
const RETRY_AFTER = 5;

function queueFull(detail: string): AppError {
  return new AppError("queue_full", detail, { retryAfter: RETRY_AFTER });
}

interface Waiting {
  start: () => void;
}

/** What may run at once; the rest waits in order. */
class Slots {
  private running = 0;
  private readonly queue: Waiting[] = [];

  /**
   * Resolves with a function that gives the slot back.
   * @throws 429 `queue_full`, or the signal's reason if it is aborted while waiting
   */
  async enter(limit: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.running < limit) this.running += 1;
    else if (this.queue.length >= MAX_WAITING) {
      throw queueFull(`${MAX_WAITING} requests wait for this engine already. Try again later.`);
    } else await this.wait(signal);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const next = this.queue.shift();
      // The slot passes to the next one that waits.
      if (next) next.start();
      else this.running -= 1;
    };
  }

  private wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        const at = this.queue.indexOf(entry);
        if (at !== -1) this.queue.splice(at, 1);
      };
      const onAbort = () => {
        leave();
        reject(signal.reason as Error);
      };
      const onTimeout = () => {
        leave();
        reject(queueFull(`No engine was free within ${MAX_WAIT / 1000} seconds.`));
      };
      const start = () => {
        leave();
        resolve();
      };
      const entry: Waiting = { start };
      const timer = setTimeout(onTimeout, MAX_WAIT);
      signal.addEventListener("abort", onAbort, { once: true });
      this.queue.push(entry);
    });
  }
}

function all() {
  return singleton("gateway-slots", () => new Map<string, Slots>());
}

/** The slots of an engine or an API key, in this process. */
export function slotsOf(id: string): Slots {
  const known = all().get(id) ?? new Slots();
  all().set(id, known);
  return known;
}
