import { ProblemError, problemErrorOf, StaleBuildError } from "./failure";
import type { Problem } from "@/lib/http/problem-schema";

/** What a server action answers: expected failures are values, with the same `Problem` as REST. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; problem: Problem };

/** Next's own test for it may stand in browser files only; this one also runs in shared ones. */
function isUnrecognizedAction(error: unknown): boolean {
  return error instanceof Error && error.name === "UnrecognizedActionError";
}

/** The problem that `server.ts` refused the call with; Next.js puts the response's text into its error. */
function refusalIn(error: unknown): Promise<ProblemError | null> {
  if (!(error instanceof Error) || !error.message.startsWith("{")) return Promise.resolve(null);
  try {
    return problemErrorOf(JSON.parse(error.message));
  } catch {
    return Promise.resolve(null);
  }
}

/**
 * The data of an action's answer.
 * @throws ProblemError for a refusal, StaleBuildError when the page is older than the server
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
