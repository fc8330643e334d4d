import type { Problem } from "@/lib/http/problem-schema";

/** A refusal of the server, as REST and actions tell it. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** The error for a body that is a problem; null for any other body. */
export async function problemErrorOf(body: unknown): Promise<ProblemError | null> {
  // Only a refusal needs the schema; a page starts without it.
  const { problem } = await import("@/lib/http/problem-schema");
  const parsed = problem.safeParse(body);
  return parsed.success ? new ProblemError(parsed.data) : null;
}

/** The server was renewed while this page was open, and no longer knows the page's actions. */
export class StaleBuildError extends Error {
  constructor() {
    super("This page is older than the server. Reload it, then try again.");
    this.name = "StaleBuildError";
  }
}

export interface FailureText {
  title: string;
  detail: string;
  /** What helps: sign in again, load the page again, or try again. */
  remedy: "sign-in" | "reload" | "retry";
}

/** Anything that a query or mutation failed with, in words for the person at the screen. */
export function failureText(error: unknown): FailureText {
  if (error instanceof StaleBuildError) {
    return { title: "There is a newer version", detail: error.message, remedy: "reload" };
  }
  if (error instanceof ProblemError) {
    const { code, title, detail } = error.problem;
    if (code !== "unauthenticated") return { title, detail, remedy: "retry" };
    const ended = "Sign in again to go on; nothing was changed.";
    return { title: "You are signed out", detail: ended, remedy: "sign-in" };
  }
  return {
    title: "The server does not answer",
    detail: "Check the connection; nothing that is shown here was lost.",
    remedy: "retry",
  };
}
