import { fault, invalid } from "@/lib/errors";
import { crossFieldFaults } from "@/lib/values/rules";
import { type Bound, contradiction } from "@/lib/values/limits";
import type { BoundInput } from "./schema";

type Place = Pick<Bound, "path" | "task">;

/** The limit on a field for a task, which a new one there replaces. */
export function boundAt(bounds: readonly Bound[], { path, task }: Place): Bound | undefined {
  return bounds.find((bound) => bound.path === path && bound.task === task);
}

/** Why a fixed value contradicts another limit's fixed value in the same section, if it does. */
function fixedConflict(made: Bound, other: Bound): string | undefined {
  const areApart = made.task !== null && other.task !== null && made.task !== other.task;
  if (areApart || made.fixed === undefined || other.fixed === undefined) return undefined;
  const [section = "", name = ""] = made.path.split(".");
  const [otherSection, otherName = ""] = other.path.split(".");
  if (section !== otherSection) return undefined;
  const values = { [otherName]: other.fixed, [name]: made.fixed };
  const [found] = crossFieldFaults({ [section]: values });
  return found && `contradicts the limit on ${other.path}: ${found.message}`;
}

/** The limits once `made` is set. @throws 422 if it contradicts another one */
export function withBound(before: readonly Bound[], made: Bound): Bound[] {
  const old = boundAt(before, made);
  const others = before.filter((bound) => bound !== old);
  const { path, max, fixed } = made;
  const why = contradiction([...others.filter((bound) => bound.path === path), made]);
  if (why) {
    const at = fixed === undefined ? (max === undefined ? "min" : "max") : "fixed";
    throw invalid([fault([at], "contradiction", `${why}, together with another limit on ${path}`)]);
  }
  const [conflict] = others.flatMap((other) => fixedConflict(made, other) ?? []);
  if (conflict) throw invalid([fault(["fixed"], "contradiction", conflict)]);
  return [...others, made];
}

/** The input that sets this limit. */
export function inputOf({ path, task, min, max, fixed }: Bound): BoundInput {
  return { path, task, min, max, fixed };
}
