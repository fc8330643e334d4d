import { distance } from "fastest-levenshtein";

/** The ids nearest to a wrong one, best first. */
export function closestIds(wanted: string, idsKnown: Iterable<string>, most = 3): string[] {
  const target = wanted.toLowerCase();
  return [...idsKnown]
    .map((id) => ({ id, far: distance(target, id.toLowerCase()) }))
    .sort((a, b) => a.far - b.far || (a.id < b.id ? -1 : 1))
    .slice(0, most)
    .map(({ id }) => id);
}
