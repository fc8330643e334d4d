"use client";

import { ConfirmDialog } from "@/components/ui/dialog";
import { leaveAtOnce, useAttempt } from "./leaving";

/** The dialog shown when leaving with unsaved changes. Rendered once, in the shell. */
export function LeaveDialog() {
  const [current, stay] = useAttempt();
  return (
    <ConfirmDialog
      open={current !== null}
      onClose={stay}
      title="Leave without saving?"
      cancel="Stay"
      confirm="Leave"
      onConfirm={() => {
        if (current) leaveAtOnce(current.go);
      }}
    >
      <p>{current?.what ?? "Your changes on this page are not saved and will be lost."}</p>
    </ConfirmDialog>
  );
}
