import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { authSecret } from "./secret";

/** Before what is sealed, so that it can be told from plain text and the scheme can change. */
const PREFIX = "sealed:1:";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed text cannot be opened with this installation's secret, or was changed. */
export class SealError extends Error {
  override name = "SealError";
}

/** The key for one purpose: a text sealed for one cannot be opened as another. */
function keyFor(purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", authSecret(), "model-profiles", purpose, 32));
}

/** True if the text is the result of `seal`. */
export function isSealed(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** Encrypts a text for the database: AES-256-GCM, its key derived from the secret by HKDF (RFC 5869). */
export function seal(text: string, purpose: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), iv, { authTagLength: TAG_BYTES });
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return PREFIX + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** @throws SealError if the secret is another one than it was sealed with */
export function unseal(sealed: string, purpose: string): string {
  const bytes = Buffer.from(sealed.slice(PREFIX.length), "base64url");
  const iv = bytes.subarray(0, IV_BYTES);
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  try {
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), iv, options);
    decipher.setAuthTag(tag);
    const rest = bytes.subarray(IV_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(rest), decipher.final()]).toString("utf8");
  } catch (error) {
    throw new SealError("was encrypted with another AUTH_SECRET", { cause: error });
  }
}
