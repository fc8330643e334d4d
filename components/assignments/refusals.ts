import { ProblemError } from "@/lib/http/browser/failure";
import { faultText } from "@/lib/http/browser/form-problem";
import { TASKS } from "@/lib/registry/tasks";

/** Task key → why the choice for it was refused; empty where it was something else that failed. */
export function refusalsIn(error: unknown): ReadonlyMap<string, string> {
  const faults = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  return new Map(
    TASKS.flatMap((task): [string, string][] => {
      const fault = faults.find(({ path }) => path === `model_profiles.${task.config_field}`);
      return fault ? [[task.key, faultText(fault.message, fault.path)]] : [];
    }),
  );
}
