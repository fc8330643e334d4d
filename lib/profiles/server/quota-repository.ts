import "server-only";
import { and, count, eq, sql } from "drizzle-orm";
import { prepared } from "@/db/query";
import { model_profiles, profileBytes } from "@/db/schema";
import type { Reader } from "@/db/transaction";
import type { ProfileRow } from "./repository";

const owner = eq(model_profiles.user_id, sql.placeholder("owner"));

const usage = prepared((db: Reader) =>
  db
    .select({ profiles: count(), bytes: sql<number>`total(${profileBytes(model_profiles)})` })
    .from(model_profiles)
    .where(owner)
    .prepare(),
);

/** How many profiles the user has, and their bytes; read from an index alone. */
export async function usageOf(db: Reader, userId: string) {
  const [row] = await usage(db).all({ owner: userId });
  return row ?? { profiles: 0, bytes: 0 };
}

const children = prepared((db: Reader) =>
  db
    .select({ total: count() })
    .from(model_profiles)
    .where(and(eq(model_profiles.base_profile_id, sql.placeholder("base")), owner))
    .prepare(),
);

/** How many of the user's profiles are directly based on this one; read from an index alone. */
export async function countChildren(db: Reader, base: string, userId: string): Promise<number> {
  const [row] = await children(db).all({ base, owner: userId });
  return row?.total ?? 0;
}

/** A profile's bytes as `profileBytes` counts them. */
export function bytesOf(row: ProfileRow): number {
  const { name, description, system_prompt, parameters, image_settings } = row;
  const values = [parameters, image_settings].map((value) => JSON.stringify(value));
  return [name, description, system_prompt, ...values]
    .map((text) => Buffer.byteLength(text))
    .reduce((sum, bytes) => sum + bytes);
}
