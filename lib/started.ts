import { singleton } from "@/lib/singleton";

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

/** Database, defaults and catalog are ready: requests can be served. */
export function noteStarted(): void {
  start().finish();
}

/** Resolves once `noteStarted` was called. */
export function whenStarted(): Promise<void> {
  return start().done;
}
