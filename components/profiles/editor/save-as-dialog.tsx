"use client";

import { lazy, Suspense } from "react";
import { Dialog } from "@/components/ui/dialog";
import type { Core } from "./use-core";

const SaveAsForm = lazy(() => import("./save-as-form"));

interface SaveAsDialogProps {
  core: Core;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks what the new profile is to be called. */
export function SaveAsDialog({ core, open, onOpenChange }: SaveAsDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Save as a new profile"
      description="It holds what stands in the form. This profile stays as it was saved."
    >
      <Suspense>
        <SaveAsForm core={core} onClose={() => onOpenChange(false)} />
      </Suspense>
    </Dialog>
  );
}
