import "server-only";
import { createHash } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import PQueue from "p-queue";
import { AppError } from "@/lib/errors";
import { singleton } from "@/lib/runtime/process";

/** argon2id with OWASP's first choice: 19 MiB, 2 passes, 1 lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes at once in the process: more would take the cores and the memory of everything else. */
const AT_ONCE = 2;
/** Hashes of one priority that may wait: about four seconds of work. */
const MOST_WAITING = 100;
/** Seconds after which a caller who was turned away may try again. */
const RETRY_AFTER = 5;

/** Sign-ins come before new passwords, so that many registrations do not delay them. */
const PRIORITY = { check: 1, create: 0 } as const;

/**
 * Runs `work` once fewer than `AT_ONCE` others run.
 * @throws 429 `rate_limited` where too many wait already
 */
async function inTurn<T>(kind: keyof typeof PRIORITY, work: () => Promise<T>): Promise<T> {
  const queue = singleton("password-queue", () => new PQueue({ concurrency: AT_ONCE }));
  const priority = PRIORITY[kind];
  if (queue.sizeBy({ priority }) >= MOST_WAITING) {
    const detail = `Too many passwords are being checked. Try again in ${RETRY_AFTER} seconds.`;
    throw new AppError("rate_limited", detail, { retryAfter: RETRY_AFTER });
  }
  return queue.add(work, { priority });
}

let decoy: Promise<string> | undefined;

/**
 * argon2id in PHC format, with a random salt.
 * @throws 429 `rate_limited` where too many wait already
 */
export function hashPassword(password: string): Promise<string> {
  return inTurn("create", () => hash(password.normalize("NFKC"), OPTIONS));
}

/**
 * Whether the password is that of the hash. Without a hash (there is no such account, or it has no
 * password yet) it takes as long and answers no, so that the time does not tell which accounts exist.
 * @throws 429 `rate_limited` where too many wait already
 */
export async function checkPassword(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  const isSet = passwordHash !== null && passwordHash !== "";
  const matches = await inTurn("check", async () => {
    decoy ??= hash("no account has this password", OPTIONS);
    return verify(isSet ? passwordHash : await decoy, password.normalize("NFKC"));
  });
  return matches && isSet;
}

/** The SHA-256 stored for an API key or a reset link; its 256 random bits need no slow hash. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
