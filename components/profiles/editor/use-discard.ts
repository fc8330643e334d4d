"use client";

import { useUndo } from "@/components/ui/toast";
import { changesBetween } from "@/lib/values/changes";
import { withChanges } from "@/lib/values/merge";
import type { Ground } from "./draft";
import type { Core } from "./use-core";

/** Takes all changes back, to what is saved, and offers to bring them back again. */
export function useDiscard({ live, settle, groundNow }: Core): (saved: Ground) => void {
  const offerUndo = useUndo();
  return (saved) => {
    live.now();
    const [ground, content] = [groundNow(), live.get()];
    settle(saved);
    offerUndo("Changes discarded", () => {
      live.now();
      // What was changed, or saved, since then stays.
      const now = groundNow();
      const since = changesBetween(saved.content, live.get());
      settle(now === saved ? ground : now, withChanges(content, since));
    });
  };
}
