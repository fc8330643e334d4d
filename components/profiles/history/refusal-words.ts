import { failureText, ProblemError } from "@/lib/http/browser/failure";

interface RefusalWords {
  /** The profile has a newer revision than was looked at. */
  stale: string;
  /** Before what its content is refused for. */
  faults: string;
}

/** Why an older content did not come back, in words for somebody who pressed a button. */
export function refusalWords(error: unknown, { stale, faults }: RefusalWords): string {
  const { title, detail } = failureText(error);
  const problem = error instanceof ProblemError ? error.problem : null;
  if (problem?.code === "revision_mismatch") return stale;
  if (!problem?.errors) return `${title}. ${detail}`;
  return `${faults}: ${problem.errors.map((fault) => fault.message).join("; ")}.`;
}
