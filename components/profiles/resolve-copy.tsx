"use client";

import { CopyButton } from "@/components/ui/copy-button";

interface ResolveCopyProps {
  /** The task's key. */
  task: string;
  /** What is in force, as the resolve call answers it. */
  resolved: object;
}

/** What is in force to take along: its JSON, and the call that answers it to a script. */
export function ResolveCopy({ task, resolved }: ResolveCopyProps) {
  const call = () =>
    `curl -H "Authorization: Bearer $KEY" ${window.location.origin}/api/resolve/${task}`;
  return (
    <div className="flex flex-wrap gap-2">
      <CopyButton
        text={() => JSON.stringify(resolved, null, 2)}
        what="the JSON"
        label="Copy as JSON"
      />
      <CopyButton text={call} what="the call" label="Copy as curl" />
    </div>
  );
}
