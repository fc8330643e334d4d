import "server-only";
import { and, count, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { placeholders, prepared } from "@/db/query";
import { model_profiles, profile_revisions, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import type { Viewer } from "@/lib/actor";
import type { ProfileContent } from "@/lib/values/content";
import { visibleTo } from "./repository";

type RevisionRow = typeof profile_revisions.$inferSelect;

/** The condition on the revisions of one profile that the viewer may see. */
function ofProfile(profileId: string, viewer: Viewer): SQL | undefined {
  const profile = and(eq(model_profiles.id, profileId), visibleTo(viewer));
  return and(
    eq(profile_revisions.profile_id, profileId),
    sql`EXISTS (SELECT 1 FROM ${model_profiles} WHERE ${profile})`,
  );
}

/** Newest first and below `before`, each with its author's name if the author is a user. */
export async function selectRevisions(
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
  return row?.content;
}

const insertion = prepared((tx: Transaction) =>
  tx.insert(profile_revisions).values(placeholders(profile_revisions)).prepare(),
);

export async function insertRevision(tx: Transaction, row: RevisionRow): Promise<void> {
  await insertion(tx).run(row);
}
