import "server-only";
import {
  and,
  asc,
  type Column,
  count,
  desc,
  eq,
  lt,
  type Placeholder,
  type SQL,
  sql,
} from "drizzle-orm";
import { placeholders, prepared } from "@/db/prepared";
import { model_profiles, profile_revisions, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/actor";
import type { ProfileContent } from "@/lib/values/content";

export type ProfileRow = typeof model_profiles.$inferSelect;
export type RevisionRow = typeof profile_revisions.$inferSelect;

/** The one predicate of what a user sees: their own and the system's. */
export function visibleTo(
  userId: string | Placeholder,
  owner: Column | SQL = model_profiles.user_id,
): SQL {
  return sql`${owner} IN ${[userId, SYSTEM_USER_ID]}`;
}

/**
 * The column for a condition that SQLite must not search by (https://sqlite.org/optoverview.html, "The
 * unary + operator"): it would read all of a user's profiles to find the few whose ids it has.
 */
function withoutIndex(column: Column): SQL {
  return sql`+${column}`;
}

const byId = prepared((db: Reader) =>
  db
    .select()
    .from(model_profiles)
    .where(and(eq(model_profiles.id, sql.placeholder("id")), visibleTo(sql.placeholder("userId"))))
    .prepare(),
);

/**
 * The profile, if the user sees it. What they do not see is not read either: a row takes longer the
 * longer its prompt is, which would tell that it is there.
 */
export async function findProfile(
  db: Reader,
  id: string,
  userId: string,
): Promise<ProfileRow | undefined> {
  const [row] = await byId(db).all({ id, userId });
  return row;
}

/** The placeholders of so many ids, and their names. */
function idPlaceholders(count: number) {
  const names = Array.from({ length: count }, (_, index) => `id${index}`);
  const list = sql.join(
    names.map((name) => sql`${sql.placeholder(name)}`),
    sql`, `,
  );
  return { names, list };
}

/** One prepared query for each number of ids: a profile, a task and all tasks make three. */
export const withBases = prepared((db: Reader) => {
  const build = (count: number) => {
    const { names, list } = idPlaceholders(count);
    const chain = sql`
      WITH RECURSIVE chain(id) AS (
        SELECT id FROM model_profiles WHERE id IN (${list})
        UNION
        SELECT p.base_profile_id FROM model_profiles p JOIN chain ON p.id = chain.id
        WHERE p.base_profile_id IS NOT NULL
      ) SELECT id FROM chain`;
    const query = db
      .select()
      .from(model_profiles)
      .where(
        and(
          sql`${model_profiles.id} IN (${chain})`,
          visibleTo(sql.placeholder("userId"), withoutIndex(model_profiles.user_id)),
        ),
      )
      .prepare();
    return { names, query };
  };
  const built = new Map<number, ReturnType<typeof build>>();
  return (count: number) => {
    const known = built.get(count) ?? build(count);
    built.set(count, known);
    return known;
  };
});

/**
 * Those of the profiles with these ids that the user sees, with all their bases, in one read. Bases
 * of one profile are owned by its owner or the system, so who sees the profile sees its chain.
 */
export function selectWithBases(
  db: Reader,
  ids: readonly string[],
  userId: string,
): Promise<ProfileRow[]> {
  const { names, query } = withBases(db)(ids.length);
  const values = Object.fromEntries(names.map((name, index) => [name, ids[index]]));
  return query.all({ ...values, userId });
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

type ColumnName = keyof ProfileRow;

/** One prepared update for each set of columns: SQLite rewrites every index of what is set. */
const updates = prepared((tx: Transaction) => {
  const all = placeholders(model_profiles);
  const build = (columns: readonly ColumnName[]) =>
    tx
      .update(model_profiles)
      .set(Object.fromEntries(columns.map((column) => [column, all[column]])))
      .where(eq(model_profiles.id, sql.placeholder("id")))
      .prepare();
  const built = new Map<string, ReturnType<typeof build>>();
  return (columns: readonly ColumnName[]) => {
    const name = columns.join();
    const query = built.get(name) ?? build(columns);
    built.set(name, query);
    return query;
  };
});

/** Writes the columns in which `row` differs from `current`. */
export async function updateProfile(
  tx: Transaction,
  current: ProfileRow,
  row: ProfileRow,
): Promise<void> {
  const columns = (Object.keys(row) as ColumnName[]).filter(
    (column) => row[column] !== current[column],
  );
  await updates(tx)(columns).run(row);
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
