import { fault, invalid } from "@/lib/errors";
import { crossFieldFaults } from "@/lib/values/rules";
import { type Bound, contradiction } from "@/lib/values/limits";
import type { BoundInput } from "./schema";

type Place = Pick<Bound, "path" | "task">;

/** The bound that stands on a field for a task, if one does: a new one there takes its place. */
export function boundAt(bounds: readonly Bound[], { path, task }: Place): Bound | undefined {
  return bounds.find((bound) => bound.path === path && bound.task === task);
}

/** Why a bound's fixed value cannot stand with another bound's of its section, if it cannot. */
function fixedAgainst(made: Bound, other: Bound): string | undefined {
  const areApart = made.task !== null && other.task !== null && made.task !== other.task;
  if (areApart || made.fixed === undefined || other.fixed === undefined) return undefined;
  const [section = "", name = ""] = made.path.split(".");
  const [otherSection, otherName = ""] = other.path.split(".");
  if (section !== otherSection) return undefined;
  const values = { [otherName]: other.fixed, [name]: made.fixed };
  const [found] = crossFieldFaults({ [section]: values });
  return found && `cannot stand with the bound on ${other.path}: ${found.message}`;
}

/** The bounds once `made` is set. @throws 422 where it contradicts another bound on its field */
export function withBound(before: readonly Bound[], made: Bound): Bound[] {
  const old = boundAt(before, made);
  const others = before.filter((bound) => bound !== old);
  const { path, max, fixed } = made;
  const why = contradiction([...others.filter((bound) => bound.path === path), made]);
  if (why) {
    const at = fixed === undefined ? (max === undefined ? "min" : "max") : "fixed";
    throw invalid([fault([at], "contradiction", `${why}, together with another bound on ${path}`)]);
  }
  const [apart] = others.flatMap((other) => fixedAgainst(made, other) ?? []);
  if (apart) throw invalid([fault(["fixed"], "contradiction", apart)]);
  return [...others, made];
}

/** A bound as what an admin sends to set it. */
export function inputOf({ path, task, min, max, fixed }: Bound): BoundInput {
  return { path, task, min, max, fixed };
}
