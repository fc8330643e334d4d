import type { Problem } from "@/lib/http/problem-schema";
import { ProblemError, problemErrorOf, StaleBuildError } from "./failure";

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
