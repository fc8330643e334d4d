import "server-only";
import { isSealed, seal, SealError, unseal } from "@/lib/credentials/server/seal";
import { ENV_NAMES, namedVariable } from "@/lib/runtime/env";
import { fault, invalid } from "@/lib/errors";
import { RemoteError } from "@/lib/http/server/ask";
import { envKeyName } from "../schema";

/** As when engines were sources of the catalog: what was encrypted then can still be opened. */
const PURPOSE = "catalog source token";

/**
 * A key for the database: encrypted, or the name of the environment variable that has it.
 * @throws 422 for a variable of this program: its own secrets must not be sent to other servers
 */
export function sealKey(key: string | null): string | null {
  const name = key === null ? null : envKeyName(key);
  if (ENV_NAMES.some((own) => own === name)) {
    const message = `must not be a variable of this program; ${String(name)} is one`;
    throw invalid([fault(["key"], "invalid_value", message)]);
  }
  if (key === null || name !== null || isSealed(key)) return key;
  return seal(key, PURPOSE);
}

/** True if both are the same key: sealed twice, it looks different. */
export function isSameKey(one: string | null, other: string | null): boolean {
  try {
    return openKey(one) === openKey(other);
  } catch {
    return one === other;
  }
}

/**
 * The key of an engine as it gets it.
 * @throws RemoteError if the variable is not set, or the key was encrypted with another secret
 */
export function openKey(stored: string | null): string | null {
  if (stored === null) return null;
  const name = envKeyName(stored);
  if (name !== null) {
    const value = namedVariable(name);
    if (value !== undefined) return value;
    throw new RemoteError(`needs the environment variable ${name}, which is not set`);
  }
  if (!isSealed(stored)) return stored;
  try {
    return unseal(stored, PURPOSE);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new RemoteError(`has a key that ${error.message}; enter the key again`);
  }
}
