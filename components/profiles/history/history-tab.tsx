"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { useHasOpened } from "@/components/ui/dialog";
import { revisionListOptions } from "@/lib/profiles/queries";
import { changesByRestoring } from "@/lib/values/changes";
import type { Profile, Revision } from "@/lib/profiles/schema";
import { HistorySkeleton } from "./history-skeleton";
import { RevisionItem } from "./revision-item";

const RestoreDialog = lazy(() => import("./restore-dialog"));

/** Every revision of a profile with what it changed; whoever may write can bring one back. */
export function HistoryTab({ profile }: { profile: Profile }) {
  const list = useInfiniteQuery(revisionListOptions(profile.id));
  if (list.isPending) return <HistorySkeleton />;
  // Revisions that are there stay, whatever a later refresh says.
  if (!list.data) return <PagesFailed list={list} />;
  const revisions = list.data.pages.flatMap((page) => page.data);
  return (
    <>
      <Revisions profile={profile} revisions={revisions} />
      <MorePages list={list} noun="revision" shown={revisions.length} />
    </>
  );
}

interface RevisionsProps {
  profile: Profile;
  revisions: readonly Revision[];
}

function Revisions({ profile, revisions }: RevisionsProps) {
  const [restoring, setRestoring] = useState<number | null>(null);
  const wanted = useHasOpened(restoring !== null);
  return (
    <>
      {profile.read_only && (
        <p className="text-muted">
          You can read what was changed. Only an admin can bring a revision of a default back.
        </p>
      )}
      <ol aria-label="Revisions, newest first" className="grid gap-3">
        {revisions.map((revision, index) => (
          <RevisionItem
            key={revision.revision}
            revision={revision}
            isNow={index === 0}
            isSame={index > 0 && changesByRestoring(revisions, revision.revision).length === 0}
            onRestore={profile.read_only ? undefined : () => setRestoring(revision.revision)}
          />
        ))}
      </ol>
      {wanted && (
        <Suspense>
          <RestoreDialog
            id={profile.id}
            revisions={revisions}
            restore={restoring}
            onClose={() => setRestoring(null)}
          />
        </Suspense>
      )}
    </>
  );
}
