"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useHasOpened } from "@/components/ui/dialog";
import { FailedState } from "@/components/ui/states";
import { Page } from "@/components/ui/page";
import { useIsWide } from "@/components/ui/use-browser";
import { failureText } from "@/lib/http/browser/failure";
import { defaultListOptions } from "@/lib/profiles/queries";
import type { DefaultRow } from "@/lib/profiles/query";
import { DefaultCards } from "./default-cards";
import { DefaultTable } from "./default-table";
import { DefaultsSkeleton } from "./defaults-skeleton";

const ResetDialog = lazy(() => import("./reset-dialog"));

/** All of `/admin/defaults`. */
export function DefaultsView() {
  const list = useQuery(defaultListOptions());
  const rows = list.data?.data;
  return (
    <Page title="Defaults" lead={rows && lead(rows)}>
      {list.isPending && <DefaultsSkeleton />}
      {/* Rows that are there stay, whatever a later refresh says. */}
      {list.isError && !rows && (
        <FailedState {...failureText(list.error)} onRetry={() => void list.refetch()} />
      )}
      {rows && <Defaults rows={rows} />}
    </Page>
  );
}

function lead(rows: readonly DefaultRow[]): string {
  const changed = rows.filter(({ changes }) => changes.length > 0).length;
  const verb = changed === 1 ? "differs" : "differ";
  const all = rows.length;
  const ships =
    changed === 0
      ? `All ${all} are as they ship.`
      : `${changed} of ${all} ${verb} from what ships.`;
  return `A task's default is in force for whoever has chosen nothing else. ${ships}`;
}

function Defaults({ rows }: { rows: readonly DefaultRow[] }) {
  const isWide = useIsWide();
  const [asked, setAsked] = useState<string | null>(null);
  const wanted = useHasOpened(asked !== null);
  const shown = { rows, onReset: setAsked };
  return (
    <>
      {isWide !== false && <DefaultTable {...shown} />}
      {isWide !== true && <DefaultCards {...shown} />}
      {wanted && (
        <Suspense>
          <ResetDialog
            rows={rows}
            id={asked}
            onClose={() => {
              setAsked(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
