import "server-only";
import { and, count, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { placeholders, prepared } from "@/db/query";
import { model_profiles, profile_revisions, type StoredContent, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import type { Viewer } from "@/lib/actor";
import { contentOf, type ProfileContent } from "@/lib/values/content";
import { type ProfileRow, visibleTo } from "./repository";

type RevisionRow = typeof profile_revisions.$inferSelect;

/** The condition on the revisions of one profile that the viewer may see. */
function ofProfile(profileId: string, viewer: Viewer): SQL | undefined {
  const profile = and(eq(model_profiles.id, profileId), visibleTo(viewer));
  return and(
    eq(profile_revisions.profile_id, profileId),
    sql`EXISTS (SELECT 1 FROM ${model_profiles} WHERE ${profile})`,
  );
}

/** SQL for the prompt that is stored with a revision; null if there is none. */
const storedPrompt = sql<string | null>`${profile_revisions.content} ->> '$.system_prompt'`;

/** The prompt of a revision: see `profile_revisions.content`. */
async function findPrompt(
  db: Reader,
  profileId: string,
  viewer: Viewer,
  revision: number,
): Promise<string | undefined> {
  const next = sql`
    SELECT ${storedPrompt} FROM ${profile_revisions}
    WHERE ${profile_revisions.profile_id} = ${profileId}
      AND ${profile_revisions.revision} >= ${revision} AND ${storedPrompt} IS NOT NULL
    ORDER BY ${profile_revisions.revision} LIMIT 1`;
  const [row] = await db
    .select({ prompt: sql<string>`coalesce((${next}), ${model_profiles.system_prompt})` })
    .from(model_profiles)
    .where(and(eq(model_profiles.id, profileId), visibleTo(viewer)));
  return row?.prompt;
}

function complete(stored: StoredContent, system_prompt = ""): ProfileContent {
  return contentOf({ ...stored, system_prompt });
}

/** Newest first and below `before`, each with its author's name if the author is a user. */
export async function selectRevisions(
  db: Reader,
  profileId: string,
  viewer: Viewer,
  before: number | undefined,
  limit: number,
) {
  const rows = await selectStored(db, profileId, viewer, before, limit);
  const completed: (Omit<(typeof rows)[number], "content"> & { content: ProfileContent })[] = [];
  let prompt: string | undefined;
  for (const row of rows) {
    prompt = row.content.system_prompt ?? prompt;
    prompt ??= await findPrompt(db, profileId, viewer, row.revision);
    completed.push({ ...row, content: complete(row.content, prompt) });
  }
  return completed;
}

function selectStored(
  db: Reader,
  profileId: string,
  viewer: Viewer,
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
        ofProfile(profileId, viewer),
        before === undefined ? undefined : lt(profile_revisions.revision, before),
      ),
    )
    .orderBy(desc(profile_revisions.revision))
    .limit(limit);
}

export async function countRevisions(
  db: Reader,
  profileId: string,
  viewer: Viewer,
): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(profile_revisions)
    .where(ofProfile(profileId, viewer));
  return row?.total ?? 0;
}

export async function findRevision(
  db: Reader,
  profileId: string,
  viewer: Viewer,
  revision: number,
): Promise<ProfileContent | undefined> {
  const [row] = await db
    .select({ content: profile_revisions.content })
    .from(profile_revisions)
    .where(and(ofProfile(profileId, viewer), eq(profile_revisions.revision, revision)));
  if (!row) return undefined;
  const { content } = row;
  const prompt = content.system_prompt ?? (await findPrompt(db, profileId, viewer, revision));
  return complete(content, prompt);
}

const insertion = prepared((tx: Transaction) =>
  tx.insert(profile_revisions).values(placeholders(profile_revisions)).prepare(),
);

/** Adds the newest revision, whose prompt the profile has. */
export async function insertRevision(tx: Transaction, row: RevisionRow): Promise<void> {
  const { system_prompt: _inProfile, ...content } = row.content;
  await insertion(tx).run({ ...row, content });
}

/** Stores a prompt with a revision, unless it has one; before what has the same prompt loses it. */
const promptKeeping = prepared((tx: Transaction) =>
  tx
    .update(profile_revisions)
    .set({
      content: sql`json_insert(${profile_revisions.content}, '$.system_prompt', ${sql.placeholder("prompt")})`,
    })
    .where(
      and(
        eq(profile_revisions.profile_id, sql.placeholder("id")),
        eq(profile_revisions.revision, sql.placeholder("revision")),
      ),
    )
    .prepare(),
);

/** Call when a profile gets another prompt: the newest revision keeps the one it had. */
export async function keepPrompt(tx: Transaction, current: ProfileRow): Promise<void> {
  const { id, revision, system_prompt: prompt } = current;
  await promptKeeping(tx).run({ id, revision, prompt });
}

/** Revisions removed by one write at most: more only if the number to keep was lowered. */
const MOST_THINNED = 10;
/** Above a limit of this many revisions, several are removed at once, but by fewer writes. */
const LARGE_LIMIT = 100;

/** The numbers of the oldest revisions, in order. */
const oldest = prepared((tx: Transaction) =>
  tx
    .select({ revision: profile_revisions.revision })
    .from(profile_revisions)
    .where(eq(profile_revisions.profile_id, sql.placeholder("id")))
    .orderBy(profile_revisions.revision)
    .limit(sql.placeholder("limit"))
    .prepare(),
);

/** Of the first `older`, without the first: the index of the revision whose neighbors are closest. */
function leastNeeded(revisions: readonly number[], older: number): number {
  const gap = (index: number) => (revisions[index + 1] ?? Infinity) - (revisions[index - 1] ?? 0);
  let least = 1;
  for (let index = 2; index < Math.min(older, revisions.length - 1); index += 1) {
    if (gap(index) < gap(least)) least = index;
  }
  return least;
}

/** Deletes a revision and returns the prompt that was stored with it. */
const removal = prepared((tx: Transaction) =>
  tx
    .delete(profile_revisions)
    .where(
      and(
        eq(profile_revisions.profile_id, sql.placeholder("id")),
        eq(profile_revisions.revision, sql.placeholder("revision")),
      ),
    )
    .returning({ prompt: storedPrompt })
    .prepare(),
);

async function removeRevision(
  tx: Transaction,
  id: string,
  { revision, before }: { revision: number; before: number },
): Promise<void> {
  const [row] = await removal(tx).all({ id, revision });
  const prompt = row?.prompt ?? null;
  if (prompt !== null) await promptKeeping(tx).run({ id, revision: before, prompt });
}

const kept = prepared((tx: Transaction) =>
  tx
    .select({ total: count() })
    .from(profile_revisions)
    .where(eq(profile_revisions.profile_id, sql.placeholder("id")))
    .prepare(),
);

/**
 * Keeps at most `limit` revisions of a profile: the first, all of the newer half, and older ones at
 * even distances.
 */
export async function thinRevisions(tx: Transaction, id: string, limit: number): Promise<void> {
  const [row] = await kept(tx).all({ id });
  const excess = (row?.total ?? 0) - limit;
  if (excess <= 0) return;
  const ahead = limit > LARGE_LIMIT ? MOST_THINNED : 1;
  const removed = Math.min(Math.max(excess, ahead), MOST_THINNED);
  const older = Math.max(2, Math.ceil(limit / 2));
  const rows = await oldest(tx).all({ id, limit: older + removed + 1 });
  const revisions = rows.map(({ revision }) => revision);
  for (let n = 0; n < removed; n += 1) {
    const index = leastNeeded(revisions, older);
    const [revision = 0, before = 0] = [revisions[index], revisions[index - 1]];
    await removeRevision(tx, id, { revision, before });
    revisions.splice(index, 1);
  }
}
