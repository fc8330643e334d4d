"use client";

import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { FailedState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { ChangeSides } from "@/components/values/change-list";
import { failureText } from "@/lib/http/browser/failure";
import type { Profile } from "@/lib/profiles/schema";
import type { Change } from "@/lib/values/changes";
import { pathLabel } from "@/lib/values/describe";
import { type ConflictField, conflictOf } from "@/lib/values/merge";
import { countWords } from "@/lib/registry/words";
import type { ConflictDialogProps } from "./conflict";
import { useAuthor } from "./use-author";

const OTHER = { title: "Someone saved a newer version", take: "Take theirs", side: "Theirs" };
const OWN = {
  title: "You saved a newer version elsewhere",
  take: "Use the saved version",
  side: "Saved",
};

export default function ConflictBox(props: ConflictDialogProps) {
  const { open, theirs, isSaving, onTakeTheirs, onKeepMine, onKeepEditing } = props;
  const author = useAuthor(theirs ?? props.base, props.userId, open && theirs !== null);
  const words = author.isMe ? OWN : OTHER;
  return (
    <Dialog
      open={open}
      onClose={onKeepEditing}
      wide
      title={words.title}
      description={
        theirs ? (
          <SavedBy theirs={theirs} author={author.name} take={words.take} />
        ) : (
          "Your changes are still in the form."
        )
      }
    >
      <Comparison {...props} side={words.side} />
      <DialogFooter>
        <Button disabled={isSaving} onClick={onKeepEditing}>
          Keep editing
        </Button>
        <Button disabled={!theirs || isSaving} onClick={onTakeTheirs}>
          {words.take}
        </Button>
        <Button variant="primary" disabled={!theirs} busy={isSaving} onClick={onKeepMine}>
          Keep mine
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

interface SavedByProps {
  theirs: Profile;
  author: string;
  /** The button that discards the changes. */
  take: string;
}

/** Author and time of the newest revision, and what each button does. */
function SavedBy({ theirs, author, take }: SavedByProps) {
  return (
    <>
      Revision {theirs.revision} by <bdi>{author}</bdi>, <Time iso={theirs.updated_at} />. “Keep
      mine” saves your changes on top of it: where both changed a field, the ones in this form win.
      “{take}” discards them.
    </>
  );
}

interface ComparisonProps extends Pick<
  ConflictDialogProps,
  "base" | "theirs" | "mine" | "failure"
> {
  /** What the newest revision is called. */
  side: string;
}

function Comparison({ base, theirs, mine, failure, side }: ComparisonProps) {
  if (theirs) return <ConflictFields fields={conflictOf(base, theirs, mine)} side={side} />;
  if (failure) return <FailedState {...failureText(failure.error)} onRetry={failure.onRetry} />;
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Loading the newer version</span>
      <Skeleton className="w-64 max-w-full" />
      <Skeleton />
      <Skeleton className="w-96 max-w-full" />
    </div>
  );
}

interface ConflictFieldsProps {
  fields: readonly ConflictField[];
  side: string;
}

function ConflictFields({ fields, side }: ConflictFieldsProps) {
  if (fields.length === 0) {
    return <p className="text-muted">Both versions are the same as the one you started from.</p>;
  }
  const disputes = fields.filter(({ isDispute }) => isDispute).length;
  return (
    <div>
      <p>{disputeText(disputes)}</p>
      <ul aria-label="Differences" className="mt-2 grid">
        {fields.map((field) => (
          <li key={field.path} className="grid gap-1 border-t border-line py-3">
            <div className="flex flex-wrap items-center gap-2">
              <h3 className="font-semibold">{pathLabel(field.path)}</h3>
              <DisputeBadge {...field} />
            </div>
            <dl className="grid gap-1">
              <SideRow name={side} change={field.theirs} />
              <SideRow name="Mine" change={field.mine} />
            </dl>
          </li>
        ))}
      </ul>
    </div>
  );
}

function disputeText(count: number): string {
  if (count === 0) return "No field was changed differently by both.";
  return `Both changed ${countWords(count, "field")} differently.`;
}

function DisputeBadge({ theirs, mine, isDispute }: ConflictField): ReactNode {
  if (isDispute) {
    return (
      <Badge tone="warning">
        <TriangleAlert aria-hidden />
        Both changed
      </Badge>
    );
  }
  return theirs && mine && <Badge>Same change</Badge>;
}

function SideRow({ name, change }: { name: string; change: Change | undefined }) {
  return (
    <div className="grid gap-x-3 grid-cols-[3.5rem_minmax(0,1fr)]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">
        {change ? <ChangeSides change={change} /> : <span className="text-muted">not changed</span>}
      </dd>
    </div>
  );
}
