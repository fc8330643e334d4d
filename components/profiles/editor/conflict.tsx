"use client";

import { useLastValue } from "@/components/ui/dialog";
import { ConflictDialog } from "../conflict-dialog";
import type { useSave } from "./use-save";

/** A newer revision stands in the way of a save: both sides, and what one can do. */
export function Conflict({ saving }: { saving: ReturnType<typeof useSave> }) {
  const { conflict, isSaving, takeTheirs, keepMine, goOn, lookAgain } = saving;
  const shown = useLastValue(conflict);
  if (!shown) return null;
  const { base, theirs, mine, error } = shown;
  return (
    <ConflictDialog
      open={conflict !== null}
      base={base}
      theirs={theirs}
      mine={mine}
      onTakeTheirs={takeTheirs}
      onKeepMine={keepMine}
      onGoOn={goOn}
      pending={isSaving}
      failure={error === undefined ? undefined : { error, onRetry: lookAgain }}
    />
  );
}
