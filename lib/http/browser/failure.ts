import type { Problem } from "@/lib/http/problem-schema";

/** An error that the server returned, over REST or from an action. */
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
  // Loaded on demand: a page starts without the schema.
  const { problem } = await import("@/lib/http/problem-schema");
  const parsed = problem.safeParse(body);
  return parsed.success ? new ProblemError(parsed.data) : null;
}

/** The server was updated while this page was open, and no longer has the page's actions. */
export class StaleBuildError extends Error {
  constructor() {
    super("The server was updated. Reload the page, then try again.");
    this.name = "StaleBuildError";
  }
}

/** True if the server wants the viewer's password again before it does something. */
export function isPasswordRequired(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "password_required";
}

export interface FailureText {
  title: string;
  detail: string;
  /** What to do: sign in, reload the page, or retry. */
  remedy: "sign-in" | "reload" | "retry";
}

/** A failure in one text, where there is no room for a title. */
export function failureSentence(error: unknown): string {
  const { title, detail } = failureText(error);
  return `${title}. ${detail}`;
}

/** The failure of a query or mutation as text for the user. */
export function failureText(error: unknown): FailureText {
  if (error instanceof StaleBuildError) {
    return { title: "New version available", detail: error.message, remedy: "reload" };
  }
  if (error instanceof ProblemError) {
    const { code, title, detail } = error.problem;
    if (code !== "unauthenticated") return { title, detail, remedy: "retry" };
    const ended = "Sign in again to continue. Nothing was changed.";
    return { title: "You are signed out", detail: ended, remedy: "sign-in" };
  }
  return {
    title: "The server does not answer",
    detail: "Check your connection. Nothing on this page was lost.",
    remedy: "retry",
  };
}
