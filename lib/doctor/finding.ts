/** The result of one check, and what to do about a problem. */
export interface Finding {
  check: string;
  level: "ok" | "warning" | "failure";
  message: string;
  /** Why; only for problems. */
  cause?: string;
  /** How to fix it; only for problems. */
  remedy?: string;
}

/** Items of a long list that are named. */
const NAMED = 5;

/** The first few of a list, and how many more there are. */
export function some(items: readonly string[]): string {
  const more = items.length - NAMED;
  return items.slice(0, NAMED).join("; ") + (more > 0 ? `; and ${more} more` : "");
}

/** The findings of one check, by their level. */
export function findings(check: string) {
  const troubled =
    (level: "warning" | "failure") => (message: string, cause: string, remedy: string) => ({
      check,
      level,
      message,
      cause,
      remedy,
    });
  return {
    ok: (message: string): Finding => ({ check, level: "ok", message }),
    warning: troubled("warning"),
    failure: troubled("failure"),
  };
}
