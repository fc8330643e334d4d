"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useEver } from "@/components/ui/dialog";
import { FailedState } from "@/components/ui/failed-state";
import { LoadMore } from "@/components/ui/load-more";
import { failureText } from "@/lib/http/failure";
import { revisionListOptions } from "@/lib/profiles/queries";
import { changesByRestoring } from "@/lib/profiles/revisions";
import type { Profile, Revision } from "@/lib/profiles/schema";
import { HistorySkeleton } from "./history-skeleton";
import { RevisionItem } from "./revision-item";

const RestoreDialog = lazy(() => import("./restore-dialog"));

/** Every revision of a profile with what it changed; whoever may write can bring one back. */
export function HistoryTab({ profile }: { profile: Profile }) {
  const list = useInfiniteQuery(revisionListOptions(profile.id));
  if (list.isPending) return <HistorySkeleton />;
  const failed = list.isError && (
    <FailedState
      {...failureText(list.error)}
      onRetry={() => void (list.data ? list.fetchNextPage() : list.refetch())}
    />
  );
  // Revisions that are there stay, whatever a later refresh says.
  if (!list.data) return failed;
  const revisions = list.data.pages.flatMap((page) => page.data);
  return (
    <>
      <Revisions profile={profile} revisions={revisions} />
      {list.isFetchNextPageError && failed}
      <LoadMore
        what="revisions"
        shown={revisions.length}
        total={list.data.pages.at(-1)?.total ?? 0}
        hasMore={list.hasNextPage}
        busy={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </>
  );
}

interface RevisionsProps {
  profile: Profile;
  revisions: readonly Revision[];
}

function Revisions({ profile, revisions }: RevisionsProps) {
  const [restoring, setRestoring] = useState<number | null>(null);
  const wanted = useEver(restoring !== null);
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
