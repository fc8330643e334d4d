"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Ruler } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useLastValue } from "@/components/ui/dialog";
import { Page } from "@/components/ui/page";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";
import { EmptyState, FailedState } from "@/components/ui/states";
import { boundsOptions } from "@/lib/bounds/queries";
import { failureText } from "@/lib/http/browser/failure";
import { BoundList, type BoundDialogRequest, type OpenBoundDialog } from "./bound-list";

const loadDialog = () => import("./bound-dialog");
const BoundDialog = lazy(loadDialog);
const RemoveDialog = lazy(() => import("./remove-dialog"));

/** The page `/admin/bounds`. */
export function BoundsView() {
  const bounds = useQuery(boundsOptions());
  const [request, setRequest] = useState<BoundDialogRequest | null>(null);
  const list = bounds.data?.data;
  const isEmpty = list?.length === 0;
  return (
    <Page
      title="Limits"
      lead="Limits apply to everyone, in the interface and the API. Values beyond a limit are rejected; values saved earlier are capped."
      actions={!isEmpty && <AddButton onOpen={setRequest} />}
    >
      {bounds.isPending && <BoundsSkeleton />}
      {bounds.isError && !list && (
        <FailedState {...failureText(bounds.error)} onRetry={() => void bounds.refetch()} />
      )}
      {isEmpty && <NoBounds onOpen={setRequest} />}
      {list && !isEmpty && <BoundList bounds={list} onOpen={setRequest} />}
      <Dialogs request={request} onClose={() => setRequest(null)} />
    </Page>
  );
}

function AddButton({ onOpen }: { onOpen: OpenBoundDialog }) {
  return (
    <Button
      variant="primary"
      onPointerEnter={() => void loadDialog()}
      onFocus={() => void loadDialog()}
      onClick={() => onOpen({ dialog: "edit", bound: null })}
    >
      <Plus aria-hidden />
      Add limit
    </Button>
  );
}

function NoBounds({ onOpen }: { onOpen: OpenBoundDialog }) {
  return (
    <EmptyState icon={Ruler} title="No limits yet" action={<AddButton onOpen={onOpen} />}>
      Without limits, users may set every value a field accepts. A limit gives a field a minimum and
      a maximum, or a fixed value, for one task or for all: for example a context length of at most
      65,536 tokens.
    </EmptyState>
  );
}

interface DialogsProps {
  request: BoundDialogRequest | null;
  onClose: () => void;
}

function Dialogs({ request, onClose }: DialogsProps) {
  const edit = useLastValue(request?.dialog === "edit" ? request : null);
  const remove = useLastValue(request?.dialog === "remove" ? request : null);
  return (
    <Suspense>
      {edit && (
        <BoundDialog open={request?.dialog === "edit"} bound={edit.bound} onClose={onClose} />
      )}
      {remove && (
        <RemoveDialog open={request?.dialog === "remove"} bound={remove.bound} onClose={onClose} />
      )}
    </Suspense>
  );
}

const SKELETON_WIDTHS = [36, 52, 44, 40];

function BoundsSkeleton() {
  return (
    <ListSkeleton what="the limits" widths={SKELETON_WIDTHS}>
      {(width) => (
        <>
          <span className="grid grow gap-1">
            <span style={{ width: `${width * 3}px` }}>
              <Skeleton />
            </span>
            <Skeleton className="w-40" />
          </span>
          <Skeleton className="w-24 max-sm:hidden" />
          <Skeleton className="w-40 max-sm:hidden" />
          <Skeleton className="w-24 max-lg:hidden" />
        </>
      )}
    </ListSkeleton>
  );
}
