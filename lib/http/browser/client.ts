import type { Endpoint, ParamsInput, QueryInput, ResponseOf } from "@/lib/http/endpoint";
import { problemErrorOf } from "./failure";

interface Input {
  params?: Readonly<Record<string, string>>;
  query?: object;
}

/** A URL such as `/api/keys?limit=2`, without query members that are empty. */
function urlOf(path: string, { params = {}, query = {} }: Input = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const members = Object.entries(query).filter(
    (member): member is [string, string] => typeof member[1] === "string" && member[1] !== "",
  );
  return members.length === 0 ? filled : `${filled}?${new URLSearchParams(members).toString()}`;
}

async function read(path: string, input: Input & { signal?: AbortSignal }): Promise<unknown> {
  const url = urlOf(path, input);
  const { signal } = input;
  const response = await fetch(url, { headers: { Accept: "application/json" }, signal });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  throw (await problemErrorOf(body)) ?? new TypeError(`${url} answered ${response.status}`);
}

const CLIENT = { read, urlOf };

/** The cursor of the first page of a list. */
export const FIRST_PAGE: string | null = null;

type Contract = Readonly<Record<string, Endpoint>>;
type Reads<C extends Contract> = Extract<C[keyof C], { method: "GET" }>;
type ReadAt<C extends Contract, Path> = Extract<Reads<C>, { path: Path }>;
type InputOf<E extends Endpoint> = ParamsInput<E> & { query?: QueryInput<E> };

interface Client<C extends Contract> {
  /** @throws ProblemError for an error of the server, TypeError if it cannot be reached */
  read: <Path extends Reads<C>["path"]>(
    path: Path,
    input: InputOf<ReadAt<C, Path>> & { signal?: AbortSignal },
  ) => Promise<ResponseOf<ReadAt<C, Path>>>;
  urlOf: <Path extends Reads<C>["path"]>(path: Path, input: InputOf<ReadAt<C, Path>>) => string;
}

/**
 * Reads from our own REST interface, typed by a feature's contract: `clientOf<typeof keysContract>()`.
 * Only the contract's type is imported, so no schema is loaded with a page. The server has already
 * parsed every response with the schema that the result's type is inferred from.
 */
export function clientOf<C extends Contract>(): Client<C> {
  return CLIENT as Client<C>;
}
