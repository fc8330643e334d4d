"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { dismiss, toast } from "@/components/ui/toast";
import { undoTaskMutation } from "@/lib/tasks/mutations";
import { notifyFailure } from "./notify-failure";

/**
 * Undoes a change of tasks by its id, and says what happened. A toast whose id is that of the change also
 * offers to undo it, and is removed.
 */
export function useUndoChange() {
  const { mutate, isPending } = useMutation({
    ...undoTaskMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: ({ undone }) => {
      dismiss(undone);
      toast({ kind: "success", title: "Change undone" });
    },
  });
  return { undo: (change: string) => mutate({ change }), isPending };
}
