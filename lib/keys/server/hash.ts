import "server-only";
import { createHash } from "node:crypto";

/** What of a key's secret is stored. The secret is 256 random bits, so one round suffices. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
