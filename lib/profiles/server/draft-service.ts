import "server-only";
import { requireSession, viewerOf } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { asObject } from "@/lib/objects";
import type { Link } from "@/lib/values/inherit";
import { checkContent } from "./check";
import { readableProfile } from "./write";
import { loadChains } from "./view-service";

/** Of a draft without one; nobody sees it. */
const NAME = "Draft";
/** The id of a draft of a new profile in its chain. */
const NEW = "draft";

/**
 * A profile that is not saved, with its bases, nearest first: checked as a save would be, of the caller's
 * own. With the `id` of a saved profile it is a change of that one, whose other values may stay as they
 * are. Changes nothing.
 * @throws 401, 403 with an API key, 404 `profile_not_found`, 422
 */
export async function readDraft(ctx: Context, draft: unknown): Promise<readonly [Link, ...Link[]]> {
  const owner = viewerOf(requireSession(ctx.actor));
  const { read } = ctx.db;
  const input = { name: NAME, ...asObject(draft) };
  const { id } = asObject(draft);
  const current = typeof id === "string" ? await readableProfile(ctx, id, read) : null;
  const content = await checkContent(ctx, read, { input, owner, current });
  const link = { ...content, id: current?.id ?? NEW };
  const { base_profile_id: base } = content;
  return base === null ? [link] : [link, ...(await loadChains(ctx, read, [base], owner))(base)];
}
