import "server-only";
import { commitCache } from "@/db/commit-cache";
import type { Context } from "@/lib/context";
import type { Rendered } from "./reply";

/** What a cached reply depends on besides the database: who asks for what. */
function keyOf({ actor }: Context, url: string): string {
  const user = actor.kind === "user" ? actor : null;
  return `${user?.id} ${user?.role} ${user?.key?.scopes.join()} ${url}`;
}

/**
 * The reply to a `GET` that is computed from the database alone: made by `make`, and kept until the
 * next commit by anyone. `version` is the database's before the caller was looked up; without one
 * nothing is kept.
 */
export function cachedReply(
  ctx: Context,
  version: string | null,
  url: string,
  make: () => Promise<Rendered>,
): Rendered | Promise<Rendered> {
  const cache = commitCache(ctx.db);
  const key = keyOf(ctx, url);
  const cached = cache.get<Rendered>(version, key);
  if (cached) return cached;
  return make().then((rendered) => {
    if (typeof rendered.body === "string") cache.set(version, key, rendered, rendered.body.length);
    return rendered;
  });
}
