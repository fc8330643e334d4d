import { ProblemError, StaleBuildError } from "./failure";
import type { Problem } from "@/lib/http/problem-schema";

/** What a server action answers: expected failures are values, with the same `Problem` as REST. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; problem: Problem };

/** Next's own test for it may stand in browser files only; this one also runs in shared ones. */
function isUnrecognizedAction(error: unknown): boolean {
  return error instanceof Error && error.name === "UnrecognizedActionError";
}

/**
 * The refusal of a request that the server answered before Next.js ran the action (`RATE_LIMIT`):
 * Next.js passes the text of such an answer on as an error's message.
 */
function refusalIn(error: unknown): Problem | null {
  if (!(error instanceof Error) || !error.message.startsWith("{")) return null;
  try {
    const problem = JSON.parse(error.message) as Partial<Problem>;
    return problem.code && problem.detail ? (problem as Problem) : null;
  } catch {
    return null;
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
    const problem = refusalIn(error);
    if (problem) throw new ProblemError(problem);
    throw error;
  }
  if (!result.ok) throw new ProblemError(result.problem);
  return result.data;
}
