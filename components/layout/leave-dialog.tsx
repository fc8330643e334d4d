"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/dialog";
import { leaveAtOnce, useAttempt } from "./leaving";

/** The dialog shown when leaving with unsaved changes. Rendered once, in the shell. */
export function LeaveDialog() {
  const [current, stay] = useAttempt();
  const mutations = useQueryClient().getMutationCache();
  const leave = () => {
    // What waits for the connection is not saved later behind the user's back.
    for (const mutation of mutations.findAll({ predicate: ({ state }) => state.isPaused })) {
      mutations.remove(mutation);
    }
    if (current) leaveAtOnce(current.go);
  };
  return (
    <ConfirmDialog
      open={current !== null}
      onClose={stay}
      title="Leave without saving?"
      cancel="Stay"
      confirm="Leave"
      onConfirm={leave}
    >
      <p>{current?.what ?? "Your changes on this page are not saved and will be lost."}</p>
    </ConfirmDialog>
  );
}
