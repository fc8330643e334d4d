"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { dismiss, type Toast, toast } from "@/components/ui/toast";
import { countWords } from "@/lib/registry/words";
import { undoTaskMutation } from "@/lib/tasks/mutations";
import { notifyFailure } from "./notify-failure";

/** Where the profiles are that an undone change had created. */
function trashText(count: number): Pick<Toast, "description"> {
  if (count === 0) return {};
  const them = count === 1 ? "is" : "are";
  return { description: `${countWords(count, "profile")} that it created ${them} in the trash.` };
}

/**
 * Undoes a change of tasks by its id, and says what happened. `offer` is the part of a toast that offers
 * it; such a toast is removed once the change was undone, wherever that happens. Without a change there is
 * nothing to offer.
 */
export function useUndoChange() {
  const { mutate, isPending } = useMutation({
    ...undoTaskMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: ({ undone, removed_profiles }) => {
      dismiss(undone);
      toast({ kind: "success", title: "Change undone", ...trashText(removed_profiles.length) });
    },
  });
  const undo = (change: string) => mutate({ change });
  const offer = (change: string | null): Pick<Toast, "id" | "action"> =>
    change === null ? {} : { id: change, action: { label: "Undo", onClick: () => undo(change) } };
  return { undo, offer, isPending };
}
