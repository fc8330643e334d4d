"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { ConfirmDialog, useLastValue } from "@/components/ui/dialog";
import { focusPageHeading, focusTargetAfterRemoval } from "@/components/ui/focus";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/states";
import { toast } from "@/components/ui/toast";
import { configOptions } from "@/lib/assignments/queries";
import {
  emptyTrashMutation,
  purgeProfileMutation,
  restoreProfileMutation,
} from "@/lib/profiles/trash-mutations";
import { trashOptions } from "@/lib/profiles/queries";
import { countWords } from "@/lib/registry/words";
import type { TrashedProfile } from "@/lib/profiles/trash-contract";
import { reportOf } from "./report";
import { type Report, RestoreReport } from "./restore-report";
import { TrashCards } from "./trash-cards";
import { TrashTable } from "./trash-table";

/** The page `/profiles/trash`: the viewer's deleted profiles, to restore or to delete permanently. */
export function TrashView() {
  const list = useInfiniteQuery(trashOptions());
  const { restore, restoring, report } = useRestore();
  const [purging, setPurging] = useState<TrashedProfile | null>(null);
  if (list.isPending) return <TrashSkeleton />;
  // Loaded rows stay when a refresh fails.
  if (!list.data) return <PagesFailed list={list} />;
  const profiles = list.data.pages.flatMap(({ data }) => data);
  const rows = { profiles, restoring, onRestore: restore, onPurge: setPurging };
  return (
    <div className="grid gap-4">
      {profiles.length > 0 && <EmptyTrash count={list.data.pages[0]?.total ?? profiles.length} />}
      {/* Below the head, whose button must not move under the pointer. */}
      <RestoreReport report={report} />
      {profiles.length === 0 ? (
        <NothingDeleted />
      ) : (
        <>
          <TrashTable {...rows} />
          <TrashCards {...rows} />
          <MorePages list={list} noun="deleted profile" shown={profiles.length} />
        </>
      )}
      <PurgeDialog profile={purging} onClose={() => setPurging(null)} />
    </div>
  );
}

/** Restores profiles and reports what came back with the last one. */
function useRestore() {
  const client = useQueryClient();
  // Kept current: it says why a task did not get its profile back.
  useQuery(configOptions());
  const [report, setReport] = useState<Report | null>(null);
  const mutation = useMutation({
    ...restoreProfileMutation(client),
    onError: notifyFailure,
  });
  const restore = (trashed: TrashedProfile, button: HTMLElement) => {
    const next = focusTargetAfterRemoval(button);
    mutation.mutate(trashed.id, {
      onSuccess: (restored) => {
        // Everything was fetched again.
        const config = client.getQueryData(configOptions().queryKey);
        setReport({ profile: restored.profile, lines: reportOf(trashed, restored, config) });
        next?.focus();
      },
    });
  };
  return { restore, restoring: mutation.isPending ? mutation.variables : undefined, report };
}

interface PurgeDialogProps {
  /** The profile to delete; null closes the dialog. */
  profile: TrashedProfile | null;
  onClose: () => void;
}

function PurgeDialog({ profile, onClose }: PurgeDialogProps) {
  const shown = useLastValue(profile);
  const purge = useMutation({
    ...purgeProfileMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: () => toast({ kind: "success", title: `“${shown?.name}” deleted permanently` }),
  });
  if (!shown) return null;
  return (
    <ConfirmDialog
      open={profile !== null}
      onClose={onClose}
      title={`Delete “${shown.name}” permanently?`}
      confirm="Delete permanently"
      takesRow
      onConfirm={() => purge.mutate(shown.id)}
    >
      <p>The profile and its history cannot be recovered. Nothing uses it any more.</p>
    </ConfirmDialog>
  );
}

/** Deletes everything permanently, after asking once. */
function EmptyTrash({ count }: { count: number }) {
  const [isAsking, setAsking] = useState(false);
  const words = countWords(count, "profile");
  const empty = useMutation({
    ...emptyTrashMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: () => {
      // The button disappears with the last profile.
      focusPageHeading();
      toast({ kind: "success", title: `${words} deleted permanently` });
    },
  });
  return (
    <div className="flex items-center justify-between gap-3">
      <p className="font-medium">{countWords(count, "deleted profile")}</p>
      <Button className="text-danger!" busy={empty.isPending} onClick={() => setAsking(true)}>
        {!empty.isPending && <Trash2 aria-hidden />}
        Empty trash…
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={`Delete ${words} permanently?`}
        confirm={`Delete ${words}`}
        onConfirm={() => empty.mutate()}
      >
        <p>Neither the profiles nor their history can be recovered. Nothing uses them any more.</p>
      </ConfirmDialog>
    </div>
  );
}

function NothingDeleted() {
  return (
    <EmptyState
      icon={Trash2}
      title="The trash is empty"
      action={<ButtonLink href="/profiles">Your profiles</ButtonLink>}
    >
      Profiles that you delete stay here for 30 days.
    </EmptyState>
  );
}

const SKELETON_WIDTHS = [56, 40, 64];

/** The shape of the trash while it loads. */
export function TrashSkeleton() {
  return (
    <ListSkeleton what="the trash" widths={SKELETON_WIDTHS}>
      {(width) => (
        <>
          <span style={{ width: `${width * 4}px` }}>
            <Skeleton />
          </span>
          <Skeleton className="w-28 max-sm:hidden" />
          <Skeleton className="w-48 max-md:hidden" />
          <Skeleton className="ml-auto w-24" />
        </>
      )}
    </ListSkeleton>
  );
}
