import "server-only";
import {
  and,
  type Column,
  count,
  eq,
  getTableColumns,
  type Placeholder,
  type SQL,
  sql,
} from "drizzle-orm";
import { isOneOf, placeholders, prepared } from "@/db/query";
import { model_profiles } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import { SYSTEM_USER_ID, type Viewer } from "@/lib/actor";
import { keysOf } from "@/lib/objects";

export type ProfileRow = typeof model_profiles.$inferSelect;

/**
 * The condition that the viewer may see a profile: it is theirs or a default. Every query for a viewer
 * contains it; `visibility.test.ts` fails for one that does not.
 */
export function visibleTo(
  viewer: { id: string | Placeholder },
  owner: Column | SQL = model_profiles.user_id,
): SQL {
  return sql`${owner} IN ${[viewer.id, SYSTEM_USER_ID]}`;
}

/**
 * The column for a condition that SQLite must not search by (https://sqlite.org/optoverview.html, "The
 * unary + operator"): it would read all of a user's profiles to find the few whose ids it has.
 */
export function withoutIndex(column: Column): SQL {
  return sql`+${column}`;
}

const VIEWER = { id: sql.placeholder("viewer") };

const byId = prepared((db: Reader) =>
  db
    .select()
    .from(model_profiles)
    .where(and(eq(model_profiles.id, sql.placeholder("id")), visibleTo(VIEWER)))
    .prepare(),
);

/**
 * The profile, if the viewer may see it. Hidden rows are excluded in SQL: reading one would take longer
 * the longer its prompt is, which would reveal that it exists.
 */
export async function findProfile(
  db: Reader,
  id: string,
  viewer: Viewer,
): Promise<ProfileRow | undefined> {
  const [row] = await byId(db).all({ id, viewer: viewer.id });
  return row;
}

/** Placeholders for a number of ids, and their names. */
function idPlaceholders(count: number) {
  const names = Array.from({ length: count }, (_, index) => `id${index}`);
  const list = sql.join(
    names.map((name) => sql`${sql.placeholder(name)}`),
    sql`, `,
  );
  return { names, list };
}

const named = prepared((db: Reader) =>
  db
    .select({ id: model_profiles.id, user_id: model_profiles.user_id })
    .from(model_profiles)
    .where(and(visibleTo(VIEWER), eq(model_profiles.name_key, sql.placeholder("name_key"))))
    .prepare(),
);

/** The id of the profile with a folded name: the viewer's own before the system's. */
export async function findIdByName(db: Reader, name_key: string, viewer: Viewer) {
  const rows = await named(db).all({ name_key, viewer: viewer.id });
  return (rows.find(({ user_id }) => user_id === viewer.id) ?? rows[0])?.id;
}

/** The viewer's own profiles, by name; defaults are under their tasks. */
export async function selectOwnNames(db: Reader, viewer: Viewer, limit: number) {
  const { id, name, user_id, revision, model_name, created_at } = model_profiles;
  return db
    .select({ id, name, user_id, revision, model_name, created_at })
    .from(model_profiles)
    .where(eq(model_profiles.user_id, viewer.id))
    .orderBy(model_profiles.name_key)
    .limit(limit);
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
          visibleTo(VIEWER, withoutIndex(model_profiles.user_id)),
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
 * Those of the profiles with these ids that the viewer may see, with all their bases, in one read. The
 * bases of a profile belong to its owner or the system, so who sees the profile sees its chain.
 */
export async function selectWithBases(
  db: Reader,
  ids: readonly string[],
  viewer: Viewer,
): Promise<ProfileRow[]> {
  const { names, query } = withBases(db)(ids.length);
  const values = Object.fromEntries(names.map((name, index) => [name, ids[index]]));
  return query.all({ ...values, viewer: viewer.id });
}

/** Those of the profiles that the viewer may see, without their content, and whether others are based on them. */
export function selectStates(db: Reader, ids: readonly string[], viewer: Viewer) {
  const { id, name, revision, model_name, user_id } = model_profiles;
  const child = sql`SELECT 1 FROM model_profiles AS child WHERE child.base_profile_id = model_profiles.id`;
  const has_children = sql`EXISTS (${child})`;
  return db
    .select({ id, name, revision, model_name, has_children: has_children.mapWith(Boolean) })
    .from(model_profiles)
    .where(and(isOneOf(id, ids), visibleTo(viewer, withoutIndex(user_id))));
}

/** Folded names of the viewer's own profiles that start with `start`. */
export async function namesLike(db: Reader, viewer: Viewer, start: string): Promise<Set<string>> {
  // SQLite counts code points where JavaScript counts halves of surrogate pairs.
  const { length } = [...start];
  const rows = await db
    .select({ name_key: model_profiles.name_key })
    .from(model_profiles)
    .where(
      and(
        eq(model_profiles.user_id, viewer.id),
        sql`substr(${model_profiles.name_key}, 1, ${length}) = ${start}`,
      ),
    );
  return new Set(rows.map((row) => row.name_key));
}

/** How many profiles that the viewer may see use the model. */
export async function countByModel(db: Reader, model: string, viewer: Viewer): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(model_profiles)
    .where(and(visibleTo(viewer), eq(model_profiles.model_name, model)));
  return row?.total ?? 0;
}

/** Profiles directly based on this one, whoever owns them, in no order: sorting would read them all. */
export function selectBasedOn(tx: Transaction, id: string, limit: number): Promise<ProfileRow[]> {
  return tx
    .select()
    .from(model_profiles)
    .where(eq(model_profiles.base_profile_id, id))
    .limit(limit);
}

/** The longest chain of profiles based on `id`, whoever owns them, counted up to `max`; 0 without any. */
export async function heightAbove(db: Reader, id: string, max: number): Promise<number> {
  const rows = await db.all<{ height: number }>(sql`
    WITH RECURSIVE above(id, height) AS (
      SELECT ${id}, 0
      UNION ALL
      SELECT p.id, above.height + 1 FROM model_profiles p JOIN above ON p.base_profile_id = above.id
      WHERE above.height < ${max}
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

/** One prepared update for each set of columns: SQLite rewrites every index of a column that is set. */
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

const COLUMNS = keysOf(getTableColumns(model_profiles));

/** Writes the columns in which `row` differs from `current`. */
export async function updateProfile(
  tx: Transaction,
  current: ProfileRow,
  row: ProfileRow,
): Promise<void> {
  const columns = COLUMNS.filter((column) => row[column] !== current[column]);
  await updates(tx)(columns).run(row);
}
