import "server-only";
import { database } from "@/db/client";
import { commitCache } from "@/db/commit-cache";
import { type Actor, ANONYMOUS, type UserActor } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { hashSecret } from "@/lib/credentials/server/password";
import { noteUse } from "@/lib/keys/server/last-use-service";
import { findByHash } from "@/lib/keys/server/service";
import { findAccountById } from "@/lib/users/server/service";
import { readSession } from "./session";

/** Headers that the server sets on every request; it overwrites those of the caller. */
export const REQUEST_ID_HEADER = "x-request-id";
export const ADDRESS_HEADER = "x-client-address";
/** Present if the caller is on this machine and `METRICS_OPEN_ON_LOOPBACK` is set. */
export const LOOPBACK_HEADER = "x-client-loopback";

type Account = Pick<
  NonNullable<Awaited<ReturnType<typeof findAccountById>>>,
  "id" | "email" | "name" | "role" | "disabled"
>;

function userActor(account: Account, key: UserActor["key"]): Actor {
  if (account.disabled) return ANONYMOUS;
  const { id, email, name, role } = account;
  return { kind: "user", id, email, name, role, groups: [], key };
}

type Found = Awaited<ReturnType<typeof findByHash>>;

/** The actor of a key; anonymous if the key is unknown, revoked or expired. */
function actorOf(ctx: Context, found: Found): Actor {
  if (found?.key.revoked_at !== null) return ANONYMOUS;
  if (found.key.expires_at !== null && found.key.expires_at <= clock.iso()) return ANONYMOUS;
  const { id, name, scopes, expires_at } = found.key;
  const actor = userActor(found.owner, { id, name, scopes, expires_at });
  if (actor.kind === "user") noteUse(ctx, id);
  return actor;
}

/** Returns synchronously if nothing was committed since the last lookup of the key. */
function keyActor(ctx: Context, version: string | null, secret: string): Actor | Promise<Actor> {
  const hash = hashSecret(secret);
  const name = `key ${hash}`;
  const cache = commitCache(ctx.db);
  const cached = cache.get<{ found: Found }>(version, name);
  if (cached) return actorOf(ctx, cached.found);
  return findByHash(ctx, hash).then((found) => {
    cache.set(version, name, { found }, 1000);
    return actorOf(ctx, found);
  });
}

async function sessionActor(ctx: Context, headers: Headers): Promise<Actor> {
  const session = await readSession(headers);
  if (!session) return ANONYMOUS;
  const account = await findAccountById(ctx, session.id);
  return account?.session_epoch === session.epoch ? userActor(account, null) : ANONYMOUS;
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
    const actor = keyActor(ctx, version, secret);
    return { ...ctx, actor: actor instanceof Promise ? await actor : actor, version };
  }
  const actor = sendsBearer(headers) ? ANONYMOUS : await sessionActor(ctx, headers);
  return { ...ctx, actor, version };
}
