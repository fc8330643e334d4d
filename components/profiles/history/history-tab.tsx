"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useHasOpened } from "@/components/ui/dialog";
import { Time } from "@/components/ui/time";
import { ChangeList, FirstValues } from "@/components/values/change-list";
import { revisionListOptions } from "@/lib/profiles/queries";
import type { Profile, Revision } from "@/lib/profiles/schema";
import { changesByRestoring } from "@/lib/values/changes";
import { inFieldOrder, isBlank } from "@/lib/values/describe";
import { HistorySkeleton } from "./history-skeleton";

const RestoreDialog = lazy(() => import("./restore-dialog"));

/** Every revision of a profile with its changes. Those who may edit the profile can restore one. */
export function HistoryTab({ profile }: { profile: Profile }) {
  const list = useInfiniteQuery(revisionListOptions(profile.id));
  if (list.isPending) return <HistorySkeleton />;
  // Loaded revisions stay when a refresh fails.
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
  const wasOpened = useHasOpened(restoring !== null);
  return (
    <>
      {profile.read_only && (
        <p className="text-muted">Only admins can restore revisions of a default.</p>
      )}
      <ol aria-label="Revisions, newest first" className="grid gap-3">
        {revisions.map((revision, index) => (
          <RevisionItem
            key={revision.revision}
            revision={revision}
            isCurrent={index === 0}
            isSame={index > 0 && changesByRestoring(revisions, revision.revision).length === 0}
            onRestore={profile.read_only ? undefined : () => setRestoring(revision.revision)}
          />
        ))}
      </ol>
      {wasOpened && (
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

interface RevisionItemProps {
  revision: Revision;
  isCurrent: boolean;
  /** Older, with the same content as the current revision. */
  isSame: boolean;
  /** Undefined if the viewer may not restore it. */
  onRestore: (() => void) | undefined;
}

function RevisionItem({ revision, isCurrent, isSame, onRestore }: RevisionItemProps) {
  const { revision: number, author_name, created_at } = revision;
  return (
    <li className="grid min-w-0 gap-2 rounded-lg border border-line bg-panel p-4">
      <div className="flex items-start justify-between gap-x-4">
        <div className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
          <h2 className="font-semibold">Revision {number}</h2>
          {isCurrent && <Badge tone="accent">current</Badge>}
          {isSame && <Badge>same as current</Badge>}
          <span className="min-w-0 text-muted [overflow-wrap:anywhere]">
            {author_name} · <Time iso={created_at} />
          </span>
        </div>
        {onRestore && !isCurrent && !isSame && (
          <Button onClick={onRestore}>
            <History aria-hidden />
            <span aria-hidden>Restore…</span>
            <span className="sr-only">Restore revision {number}…</span>
          </Button>
        )}
      </div>
      <RevisionChanges revision={revision} />
    </li>
  );
}

function RevisionChanges({ revision: { revision, changes } }: Pick<RevisionItemProps, "revision">) {
  if (revision === 1) {
    return (
      <>
        <p className="text-muted">Created with:</p>
        <FirstValues changes={inFieldOrder(changes.filter(({ to }) => !isBlank(to)))} />
      </>
    );
  }
  if (changes.length === 0) return <p className="text-muted">Saved without changes.</p>;
  return <ChangeList changes={inFieldOrder(changes)} />;
}
