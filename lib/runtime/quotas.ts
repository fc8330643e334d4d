import { AppError } from "@/lib/errors";
import { readEnv } from "./env";
import { singleton } from "./process";

const MEGABYTE = 1024 * 1024;

/** How much each user may keep; `Infinity` where there is no limit. */
export interface Quotas {
  /** A user's profiles. */
  profiles: number;
  /** The bytes of a user's profiles. */
  bytes: number;
  /** Revisions kept of a profile. */
  revisions: number;
  /** A user's profiles with the same base. */
  children: number;
  /** A user's API keys. */
  keys: number;
}

/** The quotas of this installation. */
export function quotas(): Quotas {
  return singleton("quotas", () => {
    const env = readEnv();
    const orNone = (limit: number) => (limit === 0 ? Infinity : limit);
    return {
      profiles: orNone(env.QUOTA_PROFILES),
      bytes: orNone(env.QUOTA_MEGABYTES * MEGABYTE),
      revisions: orNone(env.QUOTA_REVISIONS),
      children: orNone(env.QUOTA_CHILDREN),
      keys: orNone(env.QUOTA_KEYS),
    };
  });
}

/** 409: a user keeps as much as they may. `detail` says of what, and what to do. */
export function quotaExceeded(limit: number, used: number, detail: string): AppError {
  return new AppError("quota_exceeded", detail, { extra: { limit, used } });
}
