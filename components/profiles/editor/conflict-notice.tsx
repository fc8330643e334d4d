"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "./notices";
import type { useSave } from "./use-save";

/** A newer revision stands in the way; what was typed is all there still. */
export function ConflictNotice(props: ReturnType<typeof useSave>) {
  const { conflict, isSaving, takeTheirs, keepMine, goOn } = props;
  const isWaiting = !conflict?.theirs;
  return (
    <div role="alert" className="empty:hidden">
      {conflict && (
        <Notice
          tone="warning"
          actions={
            <>
              <Button onClick={goOn}>Go on editing</Button>
              <Button disabled={isWaiting} onClick={takeTheirs}>
                Take theirs
              </Button>
              <Button busy={isSaving} disabled={isWaiting} onClick={keepMine}>
                Keep mine
              </Button>
            </>
          }
        >
          The profile was saved elsewhere since you opened it. Nothing of yours is lost.
        </Notice>
      )}
    </div>
  );
}
