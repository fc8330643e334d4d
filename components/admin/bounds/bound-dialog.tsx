"use client";

import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { Bound } from "@/lib/values/limits";
import type { BrokenBy } from "@/lib/bounds/schema";
import { boundText, fieldLabel, reachText } from "@/lib/bounds/words";
import { countWords } from "@/lib/registry/words";
import { BoundForm } from "./bound-form";

interface BoundDialogProps {
  open: boolean;
  /** The limit to change; null adds one. */
  bound: Bound | null;
  onClose: () => void;
}

function announce({ path, task, ...ends }: Bound, { total }: BrokenBy): void {
  const title = `${fieldLabel(path)}: ${boundText(path, ends)}, for ${reachText(task)}`;
  const description =
    total === 0 ? "No profiles exceed it." : `${countWords(total, "profile")} capped by it.`;
  toast({ kind: "success", title, description });
}

/** Adds or changes a limit, after showing the profiles that exceed it. */
export default function BoundDialog({ open, bound, onClose }: BoundDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={bound ? `Edit the limit on ${fieldLabel(bound.path)}` : "Add a limit"}
      description={
        bound
          ? `${bound.path}, for ${reachText(bound.task)}`
          : "Applies to everyone, in the interface and the API."
      }
    >
      <BoundForm
        key={bound?.id ?? "new"}
        bound={bound}
        onCancel={onClose}
        onSet={(set, found) => {
          onClose();
          announce(set, found);
        }}
      />
    </Dialog>
  );
}
