import { singleton } from "@/lib/singleton";

type Step = () => Promise<void>;

function steps(): Step[] {
  return singleton<Step[]>("shutdown", () => []);
}

/** Has `step` run before the program ends, after the last request. */
export function onShutdown(step: Step): void {
  steps().push(step);
}

/** Runs what was asked for, the last first: what came later stands on what was there. */
export async function runShutdown(): Promise<void> {
  for (const step of steps().splice(0).reverse()) await step();
}
