"use client";

import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { Bound } from "@/lib/values/limits";
import type { BrokenBy } from "@/lib/bounds/schema";
import { boundText, fieldLabel, reachText } from "@/lib/bounds/words";
import { countWords } from "@/lib/values/summary";
import { BoundForm } from "./bound-form";

interface BoundDialogProps {
  open: boolean;
  /** The bound to change; null: a new one. */
  bound: Bound | null;
  onClose: () => void;
}

function tell({ path, task, ...ends }: Bound, { total }: BrokenBy): void {
  const held = total === 1 ? "1 profile is" : `${countWords(total, "profile")} are`;
  const title = `${fieldLabel(path)}: ${boundText(path, ends)}, for ${reachText(task)}`;
  const description = total === 0 ? "No profile breaks it." : `${held} held to it.`;
  toast({ kind: "success", title, description });
}

/** Sets a bound, or changes one, after showing which profiles break it. */
export default function BoundDialog({ open, bound, onClose }: BoundDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(wanted) => {
        if (!wanted) onClose();
      }}
      title={bound ? `Edit the bound on ${fieldLabel(bound.path)}` : "Add a bound"}
      description={
        bound
          ? `${bound.path}, for ${reachText(bound.task)}`
          : "Nobody can set a value beyond it, whichever way they set it."
      }
    >
      <BoundForm
        key={bound?.id ?? "new"}
        bound={bound}
        onCancel={onClose}
        onSet={(set, found) => {
          onClose();
          tell(set, found);
        }}
      />
    </Dialog>
  );
}
