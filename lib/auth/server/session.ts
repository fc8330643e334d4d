import "server-only";
import { getToken } from "next-auth/jwt";
import { z } from "zod";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readEnv } from "@/lib/runtime/env";
import { singleton } from "@/lib/runtime/process";
import type { Context } from "@/lib/context";
import { checkPassword } from "@/lib/credentials/server/password";
import { beginAttempt, forgetAttempt } from "@/lib/credentials/server/throttle";
import { emailKey } from "@/lib/users/schema";
import { findAccount } from "@/lib/users/server/service";

const claims = z.object({ sub: z.string(), epoch: z.number() });

/** What the session cookie says, if it is one of ours and not expired. */
export async function readSession(headers: Headers): Promise<SessionUser | null> {
  const cookie = headers.get("cookie");
  if (!cookie?.includes("authjs.session-token")) return null;
  const token = await getToken({
    req: { headers },
    secret: authSecret(),
    // Behind https the library names the cookie `__Secure-…`.
    secureCookie: cookie.includes("__Secure-authjs.session-token"),
  });
  const parsed = claims.safeParse(token);
  return parsed.success ? { id: parsed.data.sub, epoch: parsed.data.epoch } : null;
}

/** The secret kept in a file; made on first use, and only one process's survives a race. */
function keptSecret(folder: string): string {
  const file = path.join(folder, "auth-secret");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(48).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      // A full disk leaves an empty file, which the next start would take for the secret.
      rmSync(file, { force: true });
      throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}

/** What sessions are encrypted with: `AUTH_SECRET`, or one kept in the data folder. */
export function authSecret(): string {
  return singleton("auth-secret", () => {
    const env = readEnv();
    return env.AUTH_SECRET ?? keptSecret(env.DATA_DIR);
  });
}

const credentials = z.object({ email: z.string().max(1000), password: z.string().max(1000) });

/** What a session carries of its user. */
export interface SessionUser {
  id: string;
  epoch: number;
}

/**
 * The user with these credentials, or null: unknown address, wrong password and disabled account
 * cannot be told apart, neither by the answer nor by its time.
 * @throws 429 `rate_limited`
 */
export async function signInWithPassword(
  ctx: Context,
  input: unknown,
): Promise<SessionUser | null> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success) return null;
  const attempt = await beginAttempt(ctx.db, emailKey(parsed.data.email), ctx.origin.address);
  const account = await findAccount(ctx, parsed.data.email);
  const matches = await checkPassword(account?.password_hash ?? null, parsed.data.password);
  if (!account || !matches || account.disabled) return null;
  await forgetAttempt(ctx.db, attempt);
  return { id: account.id, epoch: account.session_epoch };
}
