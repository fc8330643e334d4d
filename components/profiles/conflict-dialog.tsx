"use client";

import { lazy, Suspense } from "react";
import { useHasOpened } from "@/components/ui/dialog";
import type { ProfileContent } from "@/lib/values/content";
import type { Profile } from "@/lib/profiles/schema";

export interface ConflictDialogProps {
  open: boolean;
  /** The revision that the changes were made on. */
  base: Profile;
  /** What is saved now; null while it is fetched. */
  theirs: Profile | null;
  /** What was about to be saved. */
  mine: ProfileContent;
  /** Drops one's own changes. */
  onTakeTheirs: () => void;
  /** Saves one's own changes on top of theirs. */
  onKeepMine: () => void;
  /** Back to the form as it is. */
  onGoOn: () => void;
  /** One's own is being saved. */
  pending: boolean;
  /** What is saved now could not be fetched. */
  failure?: { error: unknown; onRetry: () => void } | undefined;
}

const Box = lazy(() => import("./conflict-box"));

/** For a save over a newer revision: both sides, and which of them is to hold. */
export function ConflictDialog(props: ConflictDialogProps) {
  if (!useHasOpened(props.open)) return null;
  return (
    <Suspense>
      <Box {...props} />
    </Suspense>
  );
}
