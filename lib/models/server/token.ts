import "server-only";
import { isSealed, seal, SealError, unseal } from "@/lib/credentials/server/seal";
import { ENV_NAMES, namedVariable } from "@/lib/runtime/env";
import { fault, invalid } from "@/lib/errors";
import { envTokenName } from "../source-schema";
import { SourceError } from "./ask";

const PURPOSE = "catalog source token";

/**
 * A token for the database: encrypted, or the name of the environment variable that has it.
 * @throws 422 for a variable of this program: its own secrets must not be sent to other servers
 */
export function sealToken(token: string | null): string | null {
  const name = token === null ? null : envTokenName(token);
  if (ENV_NAMES.some((own) => own === name)) {
    const message = `must not be a variable of this program; ${String(name)} is one`;
    throw invalid([fault(["token"], "invalid_value", message)]);
  }
  if (token === null || name !== null || isSealed(token)) return token;
  return seal(token, PURPOSE);
}

/** True if both are the same token: sealed twice, it looks different. */
export function isSameToken(one: string | null, other: string | null): boolean {
  try {
    return openToken(one) === openToken(other);
  } catch {
    return one === other;
  }
}

/**
 * The token of a source as its server gets it.
 * @throws SourceError if the variable is not set, or the token was encrypted with another secret
 */
export function openToken(stored: string | null): string | null {
  if (stored === null) return null;
  const name = envTokenName(stored);
  if (name !== null) {
    const value = namedVariable(name);
    if (value !== undefined) return value;
    throw new SourceError(`needs the environment variable ${name}, which is not set`);
  }
  if (!isSealed(stored)) return stored;
  try {
    return unseal(stored, PURPOSE);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new SourceError(`has a token that ${error.message}; enter the token again`);
  }
}
