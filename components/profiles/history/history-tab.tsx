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
import type { RevisionWithContent } from "@/lib/profiles/query";
import type { Profile } from "@/lib/profiles/schema";
import { changesBetween } from "@/lib/values/changes";
import { isBlank, shownChanges } from "@/lib/values/describe";
import { HistorySkeleton } from "./history-skeleton";

const RestoreDialog = lazy(() => import("./restore-dialog"));

/** Every revision of a profile with its changes. Those who may edit the profile can restore one. */
export function HistoryTab({ profile }: { profile: Profile }) {
  const list = useInfiniteQuery(revisionListOptions(profile.id));
  if (list.isPending) return <HistorySkeleton />;
  // Loaded revisions stay when a refresh fails.
  if (!list.data) return <PagesFailed list={list} />;
  const revisions = list.data.pages.flatMap((page) => page.data);
  // What the last one changed is unknown until the one before it is loaded.
  const shown = list.hasNextPage ? revisions.length - 1 : revisions.length;
  return (
    <>
      <Revisions profile={profile} revisions={revisions} shown={shown} />
      <MorePages list={list} noun="revision" shown={shown} />
    </>
  );
}

interface RevisionsProps {
  profile: Profile;
  /** Newest first. */
  revisions: readonly RevisionWithContent[];
  /** How many of them to show. */
  shown: number;
}

function Revisions({ profile, revisions, shown }: RevisionsProps) {
  const [restoring, setRestoring] = useState<number | null>(null);
  const wasOpened = useHasOpened(restoring !== null);
  return (
    <>
      {profile.read_only && (
        <p className="text-muted">Only admins can restore revisions of a default.</p>
      )}
      <ol aria-label="Revisions, newest first" className="grid gap-3">
        {revisions.slice(0, shown).map((revision, index) => (
          <RevisionItem
            key={revision.revision}
            revision={revision}
            before={revisions[index + 1]}
            isCurrent={index === 0}
            isSame={index > 0 && isSameContent(revisions[0], revision)}
            onRestore={profile.read_only ? undefined : () => setRestoring(revision.revision)}
          />
        ))}
      </ol>
      {wasOpened && (
        <Suspense>
          <RestoreDialog
            id={profile.id}
            current={revisions[0]}
            restore={revisions.find(({ revision }) => revision === restoring) ?? null}
            onClose={() => setRestoring(null)}
          />
        </Suspense>
      )}
    </>
  );
}

function isSameContent(a: RevisionWithContent | undefined, b: RevisionWithContent): boolean {
  return a !== undefined && changesBetween(a.content, b.content).length === 0;
}

interface RevisionItemProps {
  revision: RevisionWithContent;
  /** The revision before it that is kept. */
  before: RevisionWithContent | undefined;
  isCurrent: boolean;
  /** Older, with the same content as the current revision. */
  isSame: boolean;
  /** Undefined if the viewer may not restore it. */
  onRestore: (() => void) | undefined;
}

function RevisionItem(props: RevisionItemProps) {
  const { revision, before, isCurrent, isSame, onRestore } = props;
  const { revision: number, author_name, created_at } = revision;
  return (
    <li className="grid min-w-0 gap-2 rounded-lg border border-line bg-panel p-4">
      <div className="flex items-start justify-between gap-x-4">
        <div className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
          <h2 className="font-semibold">Revision {number}</h2>
          {isCurrent && <Badge tone="accent">Current</Badge>}
          {isSame && <Badge>Same as current</Badge>}
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
      <RevisionChanges revision={revision} before={before} />
    </li>
  );
}

function RevisionChanges({ revision, before }: Pick<RevisionItemProps, "revision" | "before">) {
  const changes = shownChanges(before?.content ?? null, revision.content);
  if (!before) {
    return (
      <>
        <p className="text-muted">Created with:</p>
        <FirstValues changes={changes.filter(({ to }) => !isBlank(to))} />
      </>
    );
  }
  if (changes.length === 0) return <p className="text-muted">Saved without changes.</p>;
  return <ChangeList changes={changes} />;
}
