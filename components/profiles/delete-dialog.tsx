"use client";

import { lazy, Suspense } from "react";
import { useHasOpened } from "@/components/ui/dialog";
import type { ListedProfile } from "@/lib/profiles/schema";

const DeleteConfirmation = lazy(() => import("./delete-confirmation"));

export interface DeleteDialogProps {
  /** The profile to delete; null closes the dialog. */
  profile: ListedProfile | null;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Confirms a deletion and lists the tasks and profiles it affects. */
export function DeleteDialog(props: DeleteDialogProps) {
  if (!useHasOpened(props.profile !== null)) return null;
  return (
    <Suspense>
      <DeleteConfirmation {...props} />
    </Suspense>
  );
}
