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
