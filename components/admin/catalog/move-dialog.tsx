"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { ModelField } from "@/components/values/model-picker";
import { MoveForm } from "@/components/values/move-form";
import { ProfileName } from "@/components/values/named-profiles";
import { movePreviewOptions, moveProfilesMutation } from "@/lib/moves/mutations";
import type { MoveReport } from "@/lib/moves/schema";
import { countWords } from "@/lib/registry/words";

interface MoveDialogProps {
  open: boolean;
  /** The missing model; null lets the user choose one. */
  model: string | null;
  onClose: () => void;
}

function announce({ moved_total, left_total }: MoveReport, to: string): void {
  const stay = left_total > 0 ? `; ${left_total.toLocaleString("en")} skipped` : "";
  const title = `${countWords(moved_total, "profile")} switched to ${to}${stay}`;
  toast({ kind: "success", title });
}

/** The chosen models, the preview, and the move. */
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
      announce(report, to);
      done();
    };
    move.mutate({ from, to }, { onSuccess });
  };
  return { from, setFrom: setChosen, to, setTo, isChosen, preview, move, reset, start };
}

/** Switches every profile from one model to another, after a preview. */
export default function MoveDialog({ open, model, onClose }: MoveDialogProps) {
  const { from, to, isChosen, preview, move, ...change } = useMove(model, open);
  const close = () => {
    onClose();
    change.reset();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={model === null ? "Switch model" : `Switch the model ${model}`}
      description="Switch every profile from one model to another. Incompatible ones are skipped."
    >
      <MoveForm
        isChosen={isChosen}
        preview={preview}
        move={move}
        nameOf={(profile) => <ProfileName profile={profile} />}
        onMove={() => change.start(close)}
        onCancel={close}
      >
        {model === null && (
          <ModelField label="From model" value={from} except={to} onChange={change.setFrom} />
        )}
        <ModelField label="To model" value={to} except={from} onChange={change.setTo} />
      </MoveForm>
    </Dialog>
  );
}
