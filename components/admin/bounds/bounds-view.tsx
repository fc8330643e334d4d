"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Ruler } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { FailedState, EmptyState } from "@/components/ui/states";
import { Page } from "@/components/ui/page";
import { useLastValue } from "@/components/ui/dialog";
import { boundsOptions } from "@/lib/bounds/queries";
import { failureText } from "@/lib/http/browser/failure";
import { BoundList } from "./bound-list";
import type { AskAboutBound, AskedBound } from "./bound-parts";
import { BoundsSkeleton } from "./bounds-skeleton";

const loadDialog = () => import("./bound-dialog");
const BoundDialog = lazy(loadDialog);
const RemoveDialog = lazy(() => import("./remove-dialog"));

/** All of `/admin/bounds`. */
export function BoundsView() {
  const bounds = useQuery(boundsOptions());
  const [asked, setAsked] = useState<AskedBound | null>(null);
  const list = bounds.data?.data;
  const isEmpty = list?.length === 0;
  return (
    <Page
      title="Bounds"
      lead="How far anybody may set a field. What goes beyond is refused, or held to the bound where it stood before."
      actions={!isEmpty && <AddButton onAsk={setAsked} />}
    >
      {bounds.isPending && <BoundsSkeleton />}
      {bounds.isError && !list && (
        <FailedState {...failureText(bounds.error)} onRetry={() => void bounds.refetch()} />
      )}
      {isEmpty && <NoBounds onAsk={setAsked} />}
      {list && !isEmpty && <BoundList bounds={list} onAsk={setAsked} />}
      <Dialogs asked={asked} onClose={() => setAsked(null)} />
    </Page>
  );
}

function AddButton({ onAsk }: { onAsk: AskAboutBound }) {
  return (
    <Button
      variant="primary"
      onPointerEnter={() => void loadDialog()}
      onFocus={() => void loadDialog()}
      onClick={() => onAsk({ about: "edit", bound: null })}
    >
      <Plus aria-hidden />
      Add bound
    </Button>
  );
}

function NoBounds({ onAsk }: { onAsk: AskAboutBound }) {
  return (
    <EmptyState icon={Ruler} title="No bound is set" action={<AddButton onAsk={onAsk} />}>
      Everybody may set whatever a field takes. A bound gives a field a lowest and a highest value,
      or a fixed one, for one task or for all: for example a context length of at most 65,536
      tokens.
    </EmptyState>
  );
}

interface DialogsProps {
  asked: AskedBound | null;
  onClose: () => void;
}

function Dialogs({ asked, onClose }: DialogsProps) {
  const edit = useLastValue(asked?.about === "edit" ? asked : null);
  const remove = useLastValue(asked?.about === "remove" ? asked : null);
  return (
    <Suspense>
      {edit && <BoundDialog open={asked?.about === "edit"} bound={edit.bound} onClose={onClose} />}
      {remove && (
        <RemoveDialog open={asked?.about === "remove"} bound={remove.bound} onClose={onClose} />
      )}
    </Suspense>
  );
}
