import "server-only";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { asObject } from "@/lib/objects";
import { readEnv } from "@/lib/runtime/env";
import { singleton } from "@/lib/runtime/process";

/** The secret in a file of the folder, created on first use; after a race, all processes use one. */
function secretIn(folder: string): string {
  const file = path.join(folder, "auth-secret");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(48).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (asObject(error).code !== "EEXIST") {
      // A full disk leaves an empty file, which the next start would use as the secret.
      rmSync(file, { force: true });
      throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}

/** The secret that encrypts sessions and stored tokens: `AUTH_SECRET`, or the one in the data folder. */
export function authSecret(): string {
  return singleton("auth-secret", () => {
    const env = readEnv();
    return env.AUTH_SECRET ?? secretIn(env.DATA_DIR);
  });
}
