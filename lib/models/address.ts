/** How many can stand side by side. */
export const MOST_COMPARED = 4;
export const LEAST_COMPARED = 2;

/** Ids that a path cannot hold as they are: that of the comparison, and steps up the path. */
const TAKEN = /^(compare|\.\.?)$/;

/** What stands in a path for what it cannot hold: a per cent sign is decoded once too often. */
const ESCAPES: Readonly<Record<string, string>> = { "~~": "~", "~p": "%", "~-": "" };

/** The address of a model's page; ids are any text there is. */
export function modelPath(id: string): `/models/${string}` {
  const escaped = id.replaceAll("~", "~~").replaceAll("%", "~p");
  return `/models/${encodeURIComponent(TAKEN.test(id) ? `~-${id}` : escaped)}`;
}

/** The model id in a segment of a page's path, as Next.js passes it; null if it is not one. */
export function modelIdIn(segment: string): string | null {
  try {
    return decodeURIComponent(segment).replace(/~[~p-]/g, (escape) => ESCAPES[escape] ?? escape);
  } catch {
    return null;
  }
}

/** A list of ids as one value of a query: those with a comma in them too. */
export function joinIds(ids: readonly string[]): string {
  return ids.map((id) => id.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",");
}

/** The ids in such a value, each once. */
export function splitIds(joined: string): string[] {
  const ids = joined.split(",").map((id) => id.replaceAll("%2C", ",").replaceAll("%25", "%"));
  return [...new Set(ids)].filter(Boolean);
}

function withIds<P extends string>(path: P, ids: readonly string[]): `${P}?${string}` {
  const query = new URLSearchParams({ ids: joinIds(ids) }).toString();
  // A comma means nothing in a query: the list stays readable.
  return `${path}?${query.replaceAll("%2C", ",")}`;
}

/** The address of models side by side. */
export function comparePath(ids: readonly string[]): `/models/compare?${string}` {
  return withIds("/models/compare", ids);
}

/** The address of the catalog, with models picked to compare. */
export function catalogPath(ids: readonly string[]): "/models" | `/models?${string}` {
  return ids.length === 0 ? "/models" : withIds("/models", ids);
}

/** The address of the editor for a new profile with the model. */
export function newProfilePath(id: string): `/profiles/new?${string}` {
  return `/profiles/new?${new URLSearchParams({ model: id }).toString()}`;
}

/** The address of the profiles with the model, everybody's that are seen. */
export function profilesWithPath(id: string): `/profiles?${string}` {
  return `/profiles?${new URLSearchParams({ owner: "all", model: id }).toString()}`;
}
