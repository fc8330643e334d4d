import { type Fault, fault } from "@/lib/errors";
import { distance } from "fastest-levenshtein";

/** The fault of a model that is not in the catalog, with the closest ids. */
export function unknownModel(path: string, name: string, known: Iterable<string>): Fault {
  const closest = closestIds(name, known);
  const hint =
    closest.length > 0 ? `; the closest are ${closest.join(", ")}` : "; the catalog is empty";
  return fault([path], "unknown_model", `must be the id of a model in the catalog${hint}`);
}

/** The ids closest to an unknown one, best first. */
export function closestIds(wanted: string, idsKnown: Iterable<string>, most = 3): string[] {
  const target = wanted.toLowerCase();
  return [...idsKnown]
    .map((id) => ({ id, far: distance(target, id.toLowerCase()) }))
    .sort((a, b) => a.far - b.far || (a.id < b.id ? -1 : 1))
    .slice(0, most)
    .map(({ id }) => id);
}
