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

/** Headers that the server itself sets on every request, over whatever the caller sent. */
export const REQUEST_ID_HEADER = "x-request-id";
export const ADDRESS_HEADER = "x-client-address";
/** There where the caller is on this machine itself and `METRICS_OPEN_ON_LOOPBACK` lets them in. */
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

/** Who calls with a key that was found, or not. */
function actorOf(ctx: Context, found: Found): Actor {
  if (found?.key.revoked_at !== null) return ANONYMOUS;
  if (found.key.expires_at !== null && found.key.expires_at <= clock.iso()) return ANONYMOUS;
  const { id, name, scopes, expires_at } = found.key;
  const actor = userActor(found.owner, { id, name, scopes, expires_at });
  if (actor.kind === "user") noteUse(ctx, id);
  return actor;
}

/** Answers at once where nothing was committed since the key was last looked for. */
function keyActor(ctx: Context, version: string | null, secret: string): Actor | Promise<Actor> {
  const hash = hashSecret(secret);
  const name = `key ${hash}`;
  const cache = commitCache(ctx.db);
  const kept = cache.get<{ found: Found }>(version, name);
  if (kept) return actorOf(ctx, kept.found);
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

/** A context for an actor that is known already. */
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
 * Who is calling, read from the database on every request: the bearer key where one is sent (a bad
 * one is nobody, whatever the cookie says), else the browser's session.
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
