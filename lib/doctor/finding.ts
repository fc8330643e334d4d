/** What one check found, and what to do where that is not well. */
export interface Finding {
  check: string;
  level: "ok" | "warning" | "failure";
  message: string;
  /** Why it is so; absent where all is well. */
  cause?: string;
  /** What mends it; absent where all is well. */
  remedy?: string;
}

/** How many of a long list are named. */
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
