"use client";

import { History } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { inFieldOrder, isBlank } from "@/lib/values/describe";
import type { Revision } from "@/lib/profiles/schema";
import { ChangeList, FirstValues } from "@/components/values/change-list";

interface RevisionItemProps {
  revision: Revision;
  /** It is in force. */
  isNow: boolean;
  /** It is not in force, but has the same content. */
  isSame: boolean;
  /** Absent where the person may not bring it back. */
  onRestore: (() => void) | undefined;
}

/** A revision: whose and when, and what it changed. */
export function RevisionItem({ revision, isNow, isSame, onRestore }: RevisionItemProps) {
  const { revision: number, author_name, created_at } = revision;
  return (
    <li className="grid min-w-0 gap-2 rounded-lg border border-line bg-panel p-4">
      <div className="flex items-start justify-between gap-x-4">
        <div className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
          <h2 className="font-semibold">Revision {number}</h2>
          {isNow && <Badge tone="accent">in force</Badge>}
          {isSame && <Badge>same as now</Badge>}
          <span className="min-w-0 text-muted [overflow-wrap:anywhere]">
            {author_name} · <Time iso={created_at} />
          </span>
        </div>
        {onRestore && !isNow && !isSame && (
          <Button onClick={onRestore}>
            <History aria-hidden />
            <span aria-hidden>Restore…</span>
            <span className="sr-only">Restore revision {number}…</span>
          </Button>
        )}
      </div>
      <WhatChanged revision={revision} />
    </li>
  );
}

function WhatChanged({ revision: { revision, changes } }: Pick<RevisionItemProps, "revision">) {
  if (revision === 1) {
    return (
      <>
        <p className="text-muted">The profile was made, with:</p>
        <FirstValues changes={inFieldOrder(changes.filter(({ to }) => !isBlank(to)))} />
      </>
    );
  }
  if (changes.length === 0) return <p className="text-muted">Saved without a change.</p>;
  return <ChangeList changes={inFieldOrder(changes)} />;
}
