import type { Fault } from "@/lib/errors";
import { closestIds } from "@/lib/models/closest";
import { fault } from "@/lib/validate";

/** The fault of naming a model that the catalog lacks, with the closest ids that it has. */
export function unknownModel(path: string, name: string, known: Iterable<string>): Fault {
  const closest = closestIds(name, known);
  const hint = closest.length > 0 ? `; the closest are ${closest.join(", ")}` : "; it is empty";
  return fault([path], "unknown_model", `must be the id of a model in the catalog${hint}`);
}
