import { type Bound, limitsFor } from "@/lib/values/limits";
import { inherit, type Inherited, type Link } from "@/lib/values/inherit";
import type { ModelEntry } from "@/lib/models/schema";
import type { Task } from "@/lib/registry/types";
import { choose, type Chosen } from "./choose";

export interface Resolution<L extends Link> extends Inherited, Chosen<L, ModelEntry> {
  warnings: Inherited["warnings"];
}

/** What a resolution starts from, all of it already read. */
export interface Candidates<L extends Link> {
  task: Task;
  /** The caller's own choice and its bases, nearest first; empty where there is none. */
  assigned: readonly L[];
  /** The task's default and its bases, never empty. */
  fallback: readonly [L, ...L[]];
  findModel: (id: string) => ModelEntry | undefined;
  /** Every bound that is set, for whatever task. */
  bounds: readonly Bound[];
}

/**
 * What is in force for a task: the profile that `choose` finds, with what it inherits. One function
 * answers the API, the pages and the matrix.
 */
export function resolve<L extends Link>(candidates: Candidates<L>): Resolution<L> {
  const { task, assigned, fallback, findModel, bounds } = candidates;
  const chosen = choose({ task, own: assigned[0], fallback: fallback[0], findModel });
  const chain = chosen.source === "user" ? assigned : fallback;
  const inherited = inherit(chain, chosen.model, task.kind, limitsFor(bounds, task.key));
  return { ...inherited, ...chosen, warnings: [...chosen.warnings, ...inherited.warnings] };
}

/** What a resolve call answers of a resolution: `profile` as the caller sees it, the model's entry. */
export function answerOf<R extends { profile: unknown; model: ModelEntry | undefined }, P>(
  task: Task,
  { profile: _profile, model, ...found }: R,
  profile: P,
) {
  return {
    ...found,
    task: task.key,
    type: task.type,
    profile,
    model: model ? { ...model, available: true } : null,
  };
}
