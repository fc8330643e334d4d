import "server-only";
import { database } from "@/db/client";
import { commitCache } from "@/db/commit-cache";
import { type Actor, ANONYMOUS, type UserActor } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { hashSecret } from "@/lib/credentials/server/password";
import { findByHash, noteKeyUse } from "@/lib/keys/server/service";
import { findSession, noteSessionUse } from "@/lib/sessions/server/service";
import { readSession } from "./session";

/** Headers that the server sets on every request; it overwrites those of the caller. */
export const REQUEST_ID_HEADER = "x-request-id";
export const ADDRESS_HEADER = "x-client-address";
/** Present if the caller is on this machine and `METRICS_OPEN_ON_LOOPBACK` is set. */
export const LOOPBACK_HEADER = "x-client-loopback";

type Account = NonNullable<Awaited<ReturnType<typeof findSession>>>["owner"];

function userActor(account: Account, how: Pick<UserActor, "key" | "session">): Actor {
  if (account.disabled) return ANONYMOUS;
  const { id, email, name, role } = account;
  return { kind: "user", id, email, name, role, groups: [], ...how };
}

/** Bytes of a cached key or session with its owner. */
const CACHED = 1000;

/** What `read` finds, without a query if nothing was committed since it was last found. */
async function cachedUntilCommit<T>(
  { db }: Context,
  version: string | null,
  name: string,
  read: () => Promise<T>,
): Promise<T> {
  const cache = commitCache(db);
  const cached = cache.get<{ found: T }>(version, name);
  if (cached) return cached.found;
  const found = await read();
  cache.set(version, name, { found }, CACHED);
  return found;
}

/** The actor of a key; anonymous if the key is unknown, revoked or expired. */
async function keyActor(ctx: Context, version: string | null, secret: string): Promise<Actor> {
  const hash = hashSecret(secret);
  const found = await cachedUntilCommit(ctx, version, `key ${hash}`, () => findByHash(ctx, hash));
  if (found?.key.revoked_at !== null) return ANONYMOUS;
  if (found.key.expires_at !== null && found.key.expires_at <= clock.iso()) return ANONYMOUS;
  const { id, name, scopes, expires_at } = found.key;
  const key = { id, name, scopes, expires_at, options: found.options };
  const actor = userActor(found.owner, { key, session: null });
  if (actor.kind === "user") noteKeyUse(ctx, id);
  return actor;
}

/** The actor of a session; anonymous if it has ended or expired. */
async function sessionActor(
  ctx: Context,
  version: string | null,
  headers: Headers,
): Promise<Actor> {
  const id = await readSession(headers);
  if (id === null) return ANONYMOUS;
  const found = await cachedUntilCommit(ctx, version, `session ${id}`, () => findSession(ctx, id));
  if (!found || found.session.expires_at <= clock.iso()) return ANONYMOUS;
  const actor = userActor(found.owner, { key: null, session: id });
  if (actor.kind === "user") noteSessionUse(ctx, id);
  return actor;
}

/** A context for a known actor. */
export async function contextFor<A extends Actor>(actor: A, headers: Headers): Promise<Context<A>> {
  const origin = {
    requestId: headers.get(REQUEST_ID_HEADER),
    address: headers.get(ADDRESS_HEADER),
  };
  return { actor, db: await database(), origin };
}

/**
 * True if the request identifies its caller by an API key. Any other `Authorization`, such as the
 * `Basic` of a proxy in front, does not identify anyone here.
 */
export function sendsBearer(headers: Headers): boolean {
  return /^Bearer(\s|$)/i.test(headers.get("authorization") ?? "");
}

/**
 * The caller, read from the database on every request: by the bearer key if there is one (an invalid
 * key is anonymous, whatever the cookie says), otherwise by the session.
 */
export async function requestContext(
  headers: Headers,
): Promise<Context & { version: string | null }> {
  const ctx = await contextFor(ANONYMOUS, headers);
  const version = ctx.db.version();
  const secret = /^Bearer +(\S+) *$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (secret) {
    return { ...ctx, actor: await keyActor(ctx, version, secret), version };
  }
  const actor = sendsBearer(headers) ? ANONYMOUS : await sessionActor(ctx, version, headers);
  return { ...ctx, actor, version };
}
