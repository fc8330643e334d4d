"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { ModelField } from "@/components/values/model-picker";
import { MoveForm } from "@/components/values/move-form";
import { moveOwnProfilesMutation, ownMovePreviewOptions } from "@/lib/moves/mutations";
import type { MoveReport } from "@/lib/moves/schema";
import { countWords } from "@/lib/registry/words";

interface MoveDialogProps {
  open: boolean;
  /** The model that the profiles have now. */
  from: string;
  onClose: () => void;
  onMoved: () => void;
}

/** Switches all of the viewer's profiles with one model to another, after a preview. */
export default function MoveDialog({ open, from, onClose, onMoved }: MoveDialogProps) {
  const [to, setTo] = useState<string | null>(null);
  const preview = useQuery({
    ...ownMovePreviewOptions({ from, to: to ?? "" }),
    enabled: open && to !== null,
  });
  const move = useMutation(moveOwnProfilesMutation(useQueryClient()));
  const start = () => {
    if (to === null) return;
    const onSuccess = ({ moved_total }: MoveReport) => {
      toast({ kind: "success", title: `${countWords(moved_total, "profile")} switched to ${to}` });
      onMoved();
    };
    move.mutate({ from, to }, { onSuccess });
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Switch model"
      description={`Switches all your profiles with ${from}, also those that are not selected. Incompatible ones are skipped.`}
    >
      <MoveForm
        isChosen={to !== null}
        preview={preview}
        move={move}
        nameOf={({ name }) => <span className="[overflow-wrap:anywhere]">{name}</span>}
        onMove={start}
        onCancel={onClose}
      >
        <ModelField label="To model" value={to} except={from} onChange={setTo} />
      </MoveForm>
    </Dialog>
  );
}
