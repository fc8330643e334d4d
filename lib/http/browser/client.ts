import type { Endpoint, ParamsInput, QueryInput, ResponseOf } from "@/lib/http/endpoint";
import { ProblemError, problemErrorOf, StaleBuildError } from "./failure";
import type { Problem } from "@/lib/http/problem-schema";

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

/** The result of a server action. Expected failures are values, with the same `Problem` as REST. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; problem: Problem };

/** True if the server no longer has the action. Next.js's own test works only in client components. */
function isUnrecognizedAction(error: unknown): boolean {
  return error instanceof Error && error.name === "UnrecognizedActionError";
}

/** The problem in a response of `server.ts` itself; Next.js puts the response's text into its error. */
function refusalIn(error: unknown): Promise<ProblemError | null> {
  if (!(error instanceof Error) || !error.message.startsWith("{")) return Promise.resolve(null);
  try {
    return problemErrorOf(JSON.parse(error.message));
  } catch {
    return Promise.resolve(null);
  }
}

/**
 * The data of an action's result.
 * @throws ProblemError for an expected failure, StaleBuildError if the page is older than the server
 */
export async function dataOf<T>(answer: Promise<ActionResult<T>>): Promise<T> {
  let result: ActionResult<T>;
  try {
    result = await answer;
  } catch (error) {
    if (isUnrecognizedAction(error)) throw new StaleBuildError();
    throw (await refusalIn(error)) ?? error;
  }
  if (!result.ok) throw new ProblemError(result.problem);
  return result.data;
}
