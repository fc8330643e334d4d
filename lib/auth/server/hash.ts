import "server-only";
import { createHash } from "node:crypto";

/** What is stored of an API key's or a link's secret: 256 random bits, so one round suffices. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
