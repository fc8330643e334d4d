import { log } from "@/lib/log";
import { singleton } from "@/lib/singleton";

type Step = () => Promise<void>;

function steps(): Step[] {
  return singleton<Step[]>("shutdown", () => []);
}

/** Has `step` run before the program ends, after the last request. */
export function onShutdown(step: Step): void {
  steps().push(step);
}

/** Runs the steps, the last one first. A step that fails is logged and keeps none of the others. */
export async function runShutdown(): Promise<void> {
  for (const step of steps().splice(0).reverse()) {
    try {
      await step();
    } catch (error) {
      log().error({ err: error }, "a step of the shutdown failed");
    }
  }
}
