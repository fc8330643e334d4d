import "server-only";
import { DEFAULTS } from "@/db/seed";
import { withTransaction } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { contentOf, type ProfileContent } from "@/lib/values/content";
import { findProfile } from "./repository";
import { addProfile } from "./write";

/** What a default ships as. @throws an Error where the id is no default's */
export function shippedContent(id: string): ProfileContent {
  const shipped = DEFAULTS.find((row) => row.id === id);
  if (!shipped) throw new Error(`${id} is no default`);
  return contentOf(shipped.content);
}

/** Adds the default profiles that are missing; one that is there stays as an admin left it. */
export async function seedDefaults(ctx: Context): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    for (const { id, content } of DEFAULTS) {
      if (await findProfile(tx, id, SYSTEM_USER_ID)) continue;
      const identity = { id, user_id: SYSTEM_USER_ID };
      await addProfile(ctx, tx, identity, contentOf(content), "create");
    }
  });
}
