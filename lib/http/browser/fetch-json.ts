import { problemErrorOf } from "./failure";

type Query = Readonly<Record<string, string | number | null | undefined>>;

/** `/api/keys?limit=2`: members without a value are left out. */
export function withQuery(path: string, query: Query): string {
  const members = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === null || value === "" ? [] : [[name, String(value)]],
  );
  return members.length === 0 ? path : `${path}?${new URLSearchParams(members).toString()}`;
}

/**
 * Reads from our own REST interface, whose answers are whitelisted by the schema that `T` is
 * inferred from.
 * @throws ProblemError for a refusal, TypeError when the server cannot be reached
 */
export async function fetchJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(url, { headers: { Accept: "application/json" }, signal });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  throw (await problemErrorOf(body)) ?? new TypeError(`${url} answered ${response.status}`);
}
