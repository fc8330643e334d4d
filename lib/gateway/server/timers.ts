import "server-only";

/** Resolves after some milliseconds. @throws the signal's reason if it is aborted before */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

/**
 * A signal that is aborted with its parent, or when nothing happens for a while. A controller of its
 * own: Node.js 20 forgets joined signals.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly stopListening: () => void;

  constructor(parent: AbortSignal, ms: number, onTime: (deadline: Deadline) => void) {
    const follow = () => this.abort(parent.reason as Error);
    parent.addEventListener("abort", follow, { once: true });
    this.stopListening = () => parent.removeEventListener("abort", follow);
    this.timer = setTimeout(() => onTime(this), ms);
    if (parent.aborted) follow();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  abort(reason: Error): void {
    this.controller.abort(reason);
  }

  /** The time starts anew. */
  refresh(): void {
    this.timer.refresh();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.stopListening();
  }
}
