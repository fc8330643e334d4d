"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { failureText } from "@/lib/http/browser/failure";
import { countWords } from "@/lib/values/summary";
import type { MoveReport } from "@/lib/moves/schema";
import { movePreviewOptions, moveProfilesMutation } from "@/lib/moves/mutations";
import { ModelChoice } from "./model-choice";
import { MovePreview } from "./move-preview";

interface MoveDialogProps {
  open: boolean;
  /** The model that is missing; null: any, to be chosen. */
  model: string | null;
  onClose: () => void;
}

function tell({ moved_total, left_total }: MoveReport, to: string): void {
  const stay = left_total > 0 ? `; ${countWords(left_total, "profile")} stayed` : "";
  const verb = moved_total === 1 ? "has" : "have";
  const title = `${countWords(moved_total, "profile")} ${verb} moved to ${to}${stay}`;
  toast({ kind: "success", title });
}

/** What is chosen, what that would do, and the doing. */
function useMove(model: string | null, isOpen: boolean) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const from = model ?? chosen;
  const isChosen = from !== null && to !== null;
  const preview = useQuery({
    ...movePreviewOptions({ from: from ?? "", to: to ?? "" }),
    enabled: isOpen && isChosen,
  });
  const move = useMutation(moveProfilesMutation(useQueryClient()));
  const reset = () => {
    setChosen(null);
    setTo(null);
    move.reset();
  };
  const start = (done: () => void) => {
    if (!isChosen) return;
    const onSuccess = (report: MoveReport) => {
      tell(report, to);
      done();
    };
    move.mutate({ from, to }, { onSuccess });
  };
  return { from, setFrom: setChosen, to, setTo, isChosen, preview, move, reset, start };
}

/** Moves all profiles of a model to another, after showing which. */
export default function MoveDialog({ open, model, onClose }: MoveDialogProps) {
  const { from, to, isChosen, preview, move, ...change } = useMove(model, open);
  const close = () => {
    onClose();
    change.reset();
  };
  const count = preview.data?.moved_total ?? 0;
  return (
    <Dialog
      open={open}
      onOpenChange={(wanted) => {
        if (!wanted) close();
      }}
      title={model === null ? "Move all profiles of a model" : `Move the profiles of ${model}`}
      description="Everybody's profiles with the one model get the other, all in one step. What would not fit stays."
    >
      {model === null && (
        <ModelChoice label="From model" value={from} except={to} onChange={change.setFrom} />
      )}
      <ModelChoice label="To model" value={to} except={from} onChange={change.setTo} />
      <FormError>{refusal(move.error ?? preview.error)}</FormError>
      {isChosen && preview.isPending && <Skeleton className="h-24" />}
      {preview.data && <MovePreview report={preview.data} />}
      <DialogFooter>
        <Button onClick={close}>Cancel</Button>
        <Button
          variant="primary"
          busy={move.isPending}
          disabled={count === 0 || preview.isFetching}
          onClick={() => change.start(close)}
        >
          {count > 0 ? `Move ${countWords(count, "profile")}` : "Move"}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function refusal(error: Error | null): string | undefined {
  if (!error) return undefined;
  const { title, detail } = failureText(error);
  return `${title}. ${detail}`;
}
