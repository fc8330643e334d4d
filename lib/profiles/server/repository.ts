import "server-only";
import { and, asc, count, desc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import { placeholders, prepared } from "@/db/prepared";
import { model_profiles, profile_revisions, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/auth/actor";
import type { ProfileContent } from "../schema";

export type ProfileRow = typeof model_profiles.$inferSelect;
export type RevisionRow = typeof profile_revisions.$inferSelect;

/** The one predicate of what a user sees: their own and the system's. */
export function visibleTo(userId: string): SQL {
  return inArray(model_profiles.user_id, [userId, SYSTEM_USER_ID]);
}

const byId = prepared((db: Reader) =>
  db
    .select()
    .from(model_profiles)
    .where(eq(model_profiles.id, sql.placeholder("id")))
    .prepare(),
);

export async function findProfile(db: Reader, id: string): Promise<ProfileRow | undefined> {
  const [row] = await byId(db).all({ id });
  return row;
}

/**
 * The profiles with these ids and all their bases, in one read. Bases of one profile are owned by
 * its owner or the system, so who sees the profile sees its chain.
 */
export function selectWithBases(db: Reader, ids: readonly string[]): Promise<ProfileRow[]> {
  const wanted = sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  );
  return db
    .select()
    .from(model_profiles)
    .where(
      sql`${model_profiles.id} IN (
        WITH RECURSIVE chain(id) AS (
          SELECT id FROM model_profiles WHERE id IN (${wanted})
          UNION
          SELECT p.base_profile_id FROM model_profiles p JOIN chain ON p.id = chain.id
          WHERE p.base_profile_id IS NOT NULL
        ) SELECT id FROM chain)`,
    );
}

export function selectBasedOn(db: Reader, id: string): Promise<ProfileRow[]> {
  return db
    .select()
    .from(model_profiles)
    .where(eq(model_profiles.base_profile_id, id))
    .orderBy(asc(model_profiles.id));
}

/** How many bases deep the longest chain of profiles standing on `id` goes; 0 where there is none. */
export async function heightAbove(db: Reader, id: string, most: number): Promise<number> {
  const rows = await db.all<{ height: number }>(sql`
    WITH RECURSIVE above(id, height) AS (
      SELECT ${id}, 0
      UNION ALL
      SELECT p.id, above.height + 1 FROM model_profiles p JOIN above ON p.base_profile_id = above.id
      WHERE above.height < ${most}
    ) SELECT max(height) AS height FROM above`);
  return rows[0]?.height ?? 0;
}

const insertion = prepared((tx: Transaction) =>
  tx.insert(model_profiles).values(placeholders(model_profiles)).prepare(),
);

export async function insertProfile(tx: Transaction, row: ProfileRow): Promise<void> {
  await insertion(tx).run(row);
}

const update = prepared((tx: Transaction) =>
  tx
    .update(model_profiles)
    .set(placeholders(model_profiles))
    .where(eq(model_profiles.id, sql.placeholder("id")))
    .prepare(),
);

export async function updateProfile(tx: Transaction, row: ProfileRow): Promise<void> {
  await update(tx).run(row);
}

/** The profile with its revisions. */
export async function deleteProfile(tx: Transaction, id: string): Promise<void> {
  await tx.delete(profile_revisions).where(eq(profile_revisions.profile_id, id));
  await tx.delete(model_profiles).where(eq(model_profiles.id, id));
}

const revisionInsertion = prepared((tx: Transaction) =>
  tx.insert(profile_revisions).values(placeholders(profile_revisions)).prepare(),
);

export async function insertRevision(tx: Transaction, row: RevisionRow): Promise<void> {
  await revisionInsertion(tx).run(row);
}

/** Newest first and below `before`, each with its author's name where the author is a user. */
export function selectRevisions(
  db: Reader,
  profileId: string,
  before: number | undefined,
  limit: number,
) {
  return db
    .select({
      revision: profile_revisions.revision,
      created_at: profile_revisions.created_at,
      author: profile_revisions.author,
      author_name: users.name,
      content: profile_revisions.content,
    })
    .from(profile_revisions)
    .leftJoin(users, eq(users.id, profile_revisions.author))
    .where(
      and(
        eq(profile_revisions.profile_id, profileId),
        before === undefined ? undefined : lt(profile_revisions.revision, before),
      ),
    )
    .orderBy(desc(profile_revisions.revision))
    .limit(limit);
}

export async function countRevisions(db: Reader, profileId: string): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(profile_revisions)
    .where(eq(profile_revisions.profile_id, profileId));
  return row?.total ?? 0;
}

export async function findRevision(
  db: Reader,
  profileId: string,
  revision: number,
): Promise<ProfileContent | undefined> {
  const [row] = await db
    .select({ content: profile_revisions.content })
    .from(profile_revisions)
    .where(
      and(eq(profile_revisions.profile_id, profileId), eq(profile_revisions.revision, revision)),
    );
  return row?.content;
}

/** Folded names of the owner that start with these words. */
export async function namesLike(db: Reader, userId: string, start: string): Promise<Set<string>> {
  // SQLite counts code points where JavaScript counts halves of surrogate pairs.
  const { length } = [...start];
  const rows = await db
    .select({ name_key: model_profiles.name_key })
    .from(model_profiles)
    .where(
      and(
        eq(model_profiles.user_id, userId),
        sql`substr(${model_profiles.name_key}, 1, ${length}) = ${start}`,
      ),
    );
  return new Set(rows.map((row) => row.name_key));
}

/** How many profiles that the user sees name the model. */
export async function countByModel(db: Reader, userId: string, model: string): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(model_profiles)
    .where(and(visibleTo(userId), eq(model_profiles.model_name, model)));
  return row?.total ?? 0;
}
