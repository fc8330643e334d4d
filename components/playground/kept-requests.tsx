"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Disclosure } from "@/components/ui/disclosure";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { emptyKeptMutation, keptOptions, setKeepingMutation } from "@/lib/kept/queries";
import type { KeptRequest } from "@/lib/kept/schema";
import type { Input } from "@/lib/playground/schema";
import { countWords } from "@/lib/registry/words";
import type { TaskKind } from "@/lib/registry/types";
import { KeptItem } from "./kept-item";

interface KeptRequestsProps {
  /** A profile of the viewer's own. */
  profile: { id: string; name: string };
  kind: TaskKind;
  /** Puts a kept request into the playground, if something can be tried. */
  onTry?: ((input: Input) => void) | undefined;
}

function useKept(id: string) {
  return useInfiniteQuery(keptOptions(id));
}

/** The last requests through the viewer's profile with their texts, if the viewer keeps them. */
export default function KeptRequests({ profile, ...props }: KeptRequestsProps) {
  const [isOpen, setOpen] = useState(false);
  const list = useKept(profile.id);
  const { enabled, total } = list.data?.pages[0] ?? { enabled: false, total: 0 };
  const open = (next: boolean) => {
    setOpen(next);
    if (next && !isOpen) void list.refetch();
  };
  return (
    <Disclosure
      title="Kept requests"
      note={list.data && (enabled ? countWords(total, "request") : "off")}
      open={isOpen}
      onOpenChange={open}
    >
      {list.isPending && <KeptSkeleton />}
      {!list.isPending && !list.data && <PagesFailed list={list} />}
      {list.data && (
        <div className="grid min-w-0 gap-4">
          <KeepingSwitch profile={profile} enabled={enabled} total={total} />
          {enabled && <KeptList {...props} profile={profile} list={list} total={total} />}
        </div>
      )}
    </Disclosure>
  );
}

const SKELETON_WIDTHS = [44, 60, 36];

function KeptSkeleton() {
  return (
    <ListSkeleton what="the kept requests" widths={SKELETON_WIDTHS}>
      {(width) => (
        <span style={{ width: `${width * 3}px` }}>
          <Skeleton />
        </span>
      )}
    </ListSkeleton>
  );
}

interface KeepingSwitchProps extends Pick<KeptRequestsProps, "profile"> {
  enabled: boolean;
  /** How many requests are kept. */
  total: number;
}

/** "12 kept requests are". */
function keptAre(total: number): string {
  return `${countWords(total, "kept request")} ${total === 1 ? "is" : "are"}`;
}

function KeepingSwitch({ profile, enabled, total }: KeepingSwitchProps) {
  const [isAsking, setAsking] = useState(false);
  const keep = useMutation({
    ...setKeepingMutation(useQueryClient(), profile.id),
    onError: notifyFailure,
  });
  const isOn = keep.isPending ? keep.variables : enabled;
  return (
    <>
      <Switch
        label="Keep the last 50 requests with their texts (7 days)"
        help={
          isOn
            ? `Prompts and answers of requests through “${profile.name}” are stored. Only you can read them. Unsaved changes that you try are not kept.`
            : `Prompts and answers of requests through “${profile.name}” are not stored. Keep them to see what your programs send. The audit log records the change.`
        }
        checked={isOn}
        onChange={(next) => (next ? keep.mutate(true) : setAsking(true))}
      />
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title="Stop keeping requests?"
        confirm={total > 0 ? "Stop and delete" : "Stop"}
        onConfirm={() => keep.mutate(false)}
      >
        <p>
          {total > 0
            ? `${keptAre(total)} deleted, with all texts, and cannot be recovered.`
            : "New requests are no longer kept. There is none to delete yet."}
        </p>
      </ConfirmDialog>
    </>
  );
}

interface KeptListProps extends KeptRequestsProps {
  list: ReturnType<typeof useKept>;
  total: number;
}

function KeptList({ profile, kind, list, total, onTry }: KeptListProps) {
  const refresh = useRef<HTMLButtonElement>(null);
  const requests = list.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <div className="grid min-w-0 gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          ref={refresh}
          busy={list.isRefetching && !list.isFetchingNextPage}
          onClick={() => void list.refetch()}
        >
          <RotateCw aria-hidden />
          Refresh
        </Button>
        {total > 0 && (
          <EmptyButton profile={profile} total={total} onEmptied={() => refresh.current?.focus()} />
        )}
      </div>
      {requests.length === 0 ? (
        <p className="text-muted">
          No requests yet. They appear here about a second after they end.
        </p>
      ) : (
        <Rows requests={requests} kind={kind} onTry={onTry} />
      )}
      <MorePages list={list} noun="kept request" shown={requests.length} />
    </div>
  );
}

type RowsProps = Pick<KeptRequestsProps, "kind" | "onTry"> & { requests: readonly KeptRequest[] };

function Rows({ requests, ...props }: RowsProps) {
  return (
    <ol
      aria-label="Kept requests, newest first"
      className="min-w-0 overflow-hidden rounded-lg border border-line bg-panel"
    >
      {requests.map((kept) => (
        <KeptItem key={`${kept.time} ${kept.id}`} kept={kept} {...props} />
      ))}
    </ol>
  );
}

interface EmptyButtonProps extends Pick<KeptListProps, "profile" | "total"> {
  /** The button is about to go. */
  onEmptied: () => void;
}

function EmptyButton({ profile, total, onEmptied }: EmptyButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const empty = useMutation({
    ...emptyKeptMutation(useQueryClient(), profile.id),
    onError: notifyFailure,
    onSuccess: () => {
      toast({ kind: "success", title: "Kept requests deleted" });
      onEmptied();
    },
  });
  return (
    <>
      <Button variant="ghost" busy={empty.isPending} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        Delete all…
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title="Delete all kept requests?"
        confirm="Delete all"
        onConfirm={() => empty.mutate()}
      >
        <p>
          {keptAre(total)} deleted, with all texts, and cannot be recovered. Later requests are
          still kept.
        </p>
      </ConfirmDialog>
    </>
  );
}
