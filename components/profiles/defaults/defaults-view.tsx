"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import { useHasOpened } from "@/components/ui/dialog";
import { FailedState } from "@/components/ui/states";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";
import { Page } from "@/components/ui/page";
import { useIsWide } from "@/components/ui/use-is-wide";
import { failureText } from "@/lib/http/browser/failure";
import { defaultListOptions } from "@/lib/profiles/queries";
import type { DefaultRow } from "@/lib/profiles/query";
import { TASKS } from "@/lib/registry/tasks";
import { TASK_GROUPS } from "@/lib/registry/types";
import { DefaultCards, DefaultTable } from "./default-list";

const ResetDialog = lazy(() => import("./reset-dialog"));

/** The page `/admin/defaults`. */
export function DefaultsView() {
  const list = useQuery(defaultListOptions());
  const data = list.data?.data;
  const rows = useMemo(() => data && inTaskOrder(data), [data]);
  return (
    <Page title="Defaults" lead={rows && lead(rows)}>
      {list.isPending && <DefaultsSkeleton />}
      {/* Loaded rows stay when a refresh fails. */}
      {list.isError && !rows && (
        <FailedState {...failureText(list.error)} onRetry={() => void list.refetch()} />
      )}
      {rows && <Defaults rows={rows} />}
    </Page>
  );
}

/** The tasks as the page of tasks has them, group by group. */
const TASK_ORDER = new Map(
  TASK_GROUPS.flatMap((group) => TASKS.filter((task) => task.group === group)).map(
    ({ type }, index) => [type, index],
  ),
);

function inTaskOrder(rows: readonly DefaultRow[]): DefaultRow[] {
  const placeOf = ({ profile }: DefaultRow) => TASK_ORDER.get(profile.type) ?? TASK_ORDER.size;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function lead(rows: readonly DefaultRow[]): string {
  const changed = rows.filter(({ changes }) => changes.length > 0).length;
  const changes =
    changed === 0
      ? `All ${rows.length} are unchanged.`
      : `${changed} of ${rows.length} changed since installation.`;
  return `Each task uses its default unless a user assigns another profile. ${changes}`;
}

function Defaults({ rows }: { rows: readonly DefaultRow[] }) {
  const isWide = useIsWide();
  const [resetting, setResetting] = useState<string | null>(null);
  const wasOpened = useHasOpened(resetting !== null);
  const shown = { rows, onReset: setResetting };
  return (
    <>
      {isWide !== false && <DefaultTable {...shown} />}
      {isWide !== true && <DefaultCards {...shown} />}
      {wasOpened && (
        <Suspense>
          <ResetDialog
            rows={rows}
            id={resetting}
            onClose={() => {
              setResetting(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

const SKELETON_WIDTHS = [28, 36, 32, 30, 28, 34, 38, 26];

function DefaultsSkeleton() {
  return (
    <ListSkeleton what="the defaults" widths={SKELETON_WIDTHS}>
      {(width) => (
        <>
          <span style={{ width: `${width * 3}px` }}>
            <Skeleton />
          </span>
          <span className="grid grow gap-1">
            <Skeleton className="w-44" />
            <Skeleton className="w-72 max-w-full" />
          </span>
          <Skeleton className="w-40 max-sm:hidden" />
          <Skeleton className="w-24 max-lg:hidden" />
        </>
      )}
    </ListSkeleton>
  );
}
