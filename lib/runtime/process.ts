/**
 * One value per process, created on first use. A production build loads a module several times
 * (pages, route handlers and instrumentation each have their own copy), so module scope is not enough.
 */
export function singleton<T>(name: string, create: () => T): T {
  const key = Symbol.for(`model-profiles.${name}`);
  // Each name is used with one type; `globalThis` cannot express that.
  const store = globalThis as typeof globalThis & Record<symbol, T | undefined>;
  return (store[key] ??= create());
}

interface Start {
  done: Promise<void>;
  finish: () => void;
}

function start(): Start {
  return singleton("start", () => {
    let finish: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    return { done, finish };
  });
}

/** Marks the database, the defaults and the catalog as ready: requests can be served. */
export function markStarted(): void {
  start().finish();
}

/** Resolves after `markStarted`. */
export function whenStarted(): Promise<void> {
  return start().done;
}

/** Seconds that requests in progress get to finish once the server stops. */
export const STOP_GRACE = 25;

function stopListeners(): (() => void)[] {
  return singleton<(() => void)[]>("stopping", () => []);
}

/** Registers what to do as soon as the server begins to stop, while requests are in progress. */
export function onStopping(listener: () => void): void {
  stopListeners().push(listener);
}

/** The server begins to stop. */
export function announceStop(): void {
  for (const listener of stopListeners().splice(0)) listener();
}

type Step = () => Promise<void>;

function steps(): Step[] {
  return singleton<Step[]>("shutdown", () => []);
}

/** Registers a step to run after the last request and before the process exits. */
export function onShutdown(step: Step): void {
  steps().push(step);
}

/** Runs all steps, the last registered first, also after one fails. Returns what the steps threw. */
export async function runShutdown(): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (const step of steps().splice(0).reverse()) {
    try {
      await step();
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
}
