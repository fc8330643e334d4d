import type { Client } from "./client";
import type { User } from "./world";

/** Who calls, of those whom the server knows. */
export const KNOWN = [
  "read_key",
  "write_key",
  "service_key",
  "infer_key",
  "other",
  "owner",
  "admin",
  "admin_key",
  "admin_read_key",
] as const;
/** Who calls without the server knowing them. */
export const UNKNOWN = [
  "nobody",
  "bad_key",
  "expired_key",
  "revoked_key",
  "disabled_session",
  "disabled_key",
] as const;
export type Known = (typeof KNOWN)[number];
export type Caller = Known | (typeof UNKNOWN)[number];

/** Whose things the calls are about: a user and a key of theirs to make those things with. */
export interface Owner extends User {
  writer: Client;
}

export interface Target {
  path: string;
  json?: unknown;
}

export interface Row {
  /** Makes what the call is about, anew for each caller. */
  target: (owner: Owner) => Promise<Target> | Target;
  /** The answer to each known caller; who is not named gets `all`. Unknown ones: 401, or `all` where public. */
  all: string;
  except?: Partial<Record<Known, string>>;
  /** The answer to unknown callers, if it is another one. */
  unknown?: string;
  public?: true;
}

export const SCOPE = "403 insufficient_scope";
export const DENIED = "403 permission_denied";

/** Readable with every key that has the scope `read`. */
export const forReaders = { all: "200", except: { service_key: SCOPE } } as const;
/** Read also by a key that resolves for others. */
export const forResolving = { all: "200", except: { infer_key: SCOPE } } as const;
/** Those whose key does not write. */
export const noWriters = { read_key: SCOPE, admin_read_key: SCOPE, service_key: SCOPE } as const;
export const writers = (status: string) => ({ all: status, except: noWriters });
export const forAdmins = (status = "200") => ({
  all: DENIED,
  except: {
    admin: status,
    admin_key: status,
    admin_read_key: SCOPE,
    // Of an admin; the one that infers is not.
    service_key: SCOPE,
    infer_key: DENIED,
  },
});

/** The owner's own thing: for everybody else it does not exist. */
export const ownRead = (code: string) => ({
  all: "200",
  except: {
    other: `404 ${code}`,
    admin: `404 ${code}`,
    admin_key: `404 ${code}`,
    admin_read_key: `404 ${code}`,
    service_key: SCOPE,
  },
});
export const ownWrite = (status: string, code: string) => ({
  all: status,
  except: {
    other: `404 ${code}`,
    admin: `404 ${code}`,
    admin_key: `404 ${code}`,
    admin_read_key: SCOPE,
    read_key: SCOPE,
    service_key: SCOPE,
  },
});

/** For everybody in a browser, and for no key. */
export const forSessions = (status: string) => ({
  all: DENIED,
  except: { owner: status, other: status, admin: status, service_key: SCOPE },
});

/** The gateway: for keys with `infer`, and for everybody in a browser. */
export const forInference = (status: string) => ({
  all: SCOPE,
  unknown: "401 invalid_api_key",
  except: { infer_key: status, owner: status, other: status, admin: status, service_key: SCOPE },
});

export const at = (path: string, json?: unknown) => () => ({ path, json });
/** What the table says of a caller: `"403 insufficient_scope"`, or the status alone of a success. */
export function expectedOf(row: Row, caller: Caller): string {
  if (row.public) return row.all;
  if ((UNKNOWN as readonly string[]).includes(caller)) return row.unknown ?? "401 unauthenticated";
  // A key that only infers reads no more than one that only resolves for others.
  const alike = caller === "infer_key" ? row.except?.service_key : undefined;
  return row.except?.[caller as Known] ?? alike ?? row.all;
}
