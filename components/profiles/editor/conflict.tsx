"use client";

import { lazy, Suspense } from "react";
import { useHasOpened, useLastValue } from "@/components/ui/dialog";
import type { Profile } from "@/lib/profiles/schema";
import type { ProfileContent } from "@/lib/values/content";
import type { useSave } from "./use-save";

export interface ConflictDialogProps {
  open: boolean;
  /** The id of the user who saves. */
  userId: string;
  /** The revision that both sides started from. */
  base: Profile;
  /** The newest revision; null while it loads. */
  theirs: Profile | null;
  /** What this user tried to save. */
  mine: ProfileContent;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
  onKeepEditing: () => void;
  isSaving: boolean;
  /** Why the newest revision could not be loaded. */
  failure?: { error: unknown; onRetry: () => void } | undefined;
}

const Box = lazy(() => import("./conflict-dialog"));

/** Compares both sides of a conflict and asks which one to keep. */
export function ConflictDialog(props: ConflictDialogProps) {
  if (!useHasOpened(props.open)) return null;
  return (
    <Suspense>
      <Box {...props} />
    </Suspense>
  );
}

interface ConflictProps extends Pick<ConflictDialogProps, "userId"> {
  saving: ReturnType<typeof useSave>;
}

/** The dialog for a save that met a newer revision. */
export function Conflict({ saving, userId }: ConflictProps) {
  const { conflict, isSaving, takeTheirs, keepMine, keepEditing, reload } = saving;
  const shown = useLastValue(conflict);
  if (!shown) return null;
  const { base, theirs, mine, error } = shown;
  return (
    <ConflictDialog
      open={conflict !== null}
      userId={userId}
      base={base}
      theirs={theirs}
      mine={mine}
      onTakeTheirs={takeTheirs}
      onKeepMine={keepMine}
      onKeepEditing={keepEditing}
      isSaving={isSaving}
      failure={error === undefined ? undefined : { error, onRetry: reload }}
    />
  );
}
