import "server-only";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readEnv } from "@/lib/env";
import { singleton } from "@/lib/singleton";

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
