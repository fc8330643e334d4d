import { randomUUID } from "node:crypto";

/** Times and ids come from here alone; a test replaces them. */
export const clock = {
  now: (): Date => new Date(),
  /** ISO 8601 UTC, as columns and responses contain it. */
  iso: (): string => clock.now().toISOString(),
};

export const ids = {
  uuid: (): string => randomUUID(),
};

/** Milliseconds by which the clocks of two machines may differ. */
const SKEW = 60_000;

/** True if the time is at most `ms` ago. A time in the future is not: the clock was set back since. */
export function isRecent(iso: string, ms: number): boolean {
  const age = clock.now().getTime() - Date.parse(iso);
  return age >= -SKEW && age <= ms;
}
