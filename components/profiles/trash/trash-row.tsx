import { ArchiveRestore, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { TrashedProfile } from "@/lib/profiles/trash-contract";
import { findTask } from "@/lib/registry/tasks";
import { countWords } from "@/lib/registry/words";
import { MoreItems } from "../rows";

/** Props that the table and the cards share. */
export interface TrashRowsProps {
  profiles: readonly TrashedProfile[];
  /** The id of the profile that is being restored. */
  restoring: string | undefined;
  /** `button` was pressed; its row will be gone. */
  onRestore: (profile: TrashedProfile, button: HTMLElement) => void;
  onPurge: (profile: TrashedProfile) => void;
}

/** Uses that are named; a tooltip names the others. */
const MAX_NAMED = 2;

/** What depended on the profile when it was deleted: tasks, and profiles that were based on it. */
export function FormerUse({ profile: { tasks, children } }: { profile: TrashedProfile }) {
  const uses = tasks.map((key) => findTask(key)?.label ?? key);
  if (children > 0) uses.push(`base of ${countWords(children, "profile")}`);
  if (uses.length === 0) return <span className="text-muted">no tasks</span>;
  return (
    <span>
      {uses.slice(0, MAX_NAMED).join(", ")} <MoreItems items={uses.slice(MAX_NAMED)} />
    </span>
  );
}

type TrashActionsProps = Omit<TrashRowsProps, "profiles"> & { profile: TrashedProfile };

/** The buttons of a deleted profile. */
export function TrashActions({ profile, restoring, onRestore, onPurge }: TrashActionsProps) {
  const isBusy = restoring === profile.id;
  return (
    <div className="flex justify-end gap-1">
      <Button
        busy={isBusy}
        aria-label={`Restore ${profile.name}`}
        // One after the other, so that each is reported.
        aria-disabled={restoring !== undefined}
        onClick={({ currentTarget }) => {
          if (restoring === undefined) onRestore(profile, currentTarget);
        }}
      >
        {!isBusy && <ArchiveRestore aria-hidden />}
        Restore
      </Button>
      <Button
        variant="ghost"
        size="icon"
        title="Delete permanently…"
        className="text-danger!"
        onClick={() => onPurge(profile)}
      >
        <Trash2 aria-hidden />
        <span className="sr-only">Delete {profile.name} permanently…</span>
      </Button>
    </div>
  );
}
