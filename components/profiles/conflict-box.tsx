"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { FailedState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { failureText } from "@/lib/http/browser/failure";
import { conflictOf } from "@/lib/values/merge";
import { revisionListOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import type { ConflictDialogProps } from "./conflict-dialog";
import { ConflictFields } from "./conflict-fields";

/** What `ConflictDialog` shows. */
export default function ConflictBox({ open, theirs, onGoOn, ...rest }: ConflictDialogProps) {
  const { onTakeTheirs, onKeepMine, pending } = rest;
  return (
    <Dialog
      open={open}
      onOpenChange={onGoOn}
      wide
      title="A newer revision was saved meanwhile"
      description={theirs ? <Saved theirs={theirs} enabled={open} /> : "Nothing of yours is lost."}
    >
      <Sides theirs={theirs} {...rest} />
      <DialogFooter>
        <Button disabled={pending} onClick={onGoOn}>
          Go on editing
        </Button>
        <Button disabled={!theirs || pending} onClick={onTakeTheirs}>
          Take theirs
        </Button>
        <Button variant="primary" disabled={!theirs} busy={pending} onClick={onKeepMine}>
          Keep mine
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** Who saved it and when, as far as that is known. */
function Saved({ theirs, enabled }: { theirs: Profile; enabled: boolean }) {
  const { data } = useInfiniteQuery({
    ...revisionListOptions(theirs.id),
    enabled,
    // The newest revision is what is asked about: one that was read before is too old.
    refetchOnMount: "always",
  });
  const revisions = data?.pages.flatMap((page) => page.data) ?? [];
  const author = revisions.find(({ revision }) => revision === theirs.revision)?.author_name;
  return (
    <>
      Revision {theirs.revision} by {author ?? "somebody"}, <Time iso={theirs.updated_at} />. “Keep
      mine” saves what you changed on top of it: a field that both changed is yours, all else stays
      theirs. “Take theirs” drops what you changed.
    </>
  );
}

type SidesProps = Pick<ConflictDialogProps, "base" | "theirs" | "mine" | "failure">;

function Sides({ base, theirs, mine, failure }: SidesProps) {
  if (theirs) return <ConflictFields fields={conflictOf(base, theirs, mine)} />;
  if (failure) return <FailedState {...failureText(failure.error)} onRetry={failure.onRetry} />;
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Loading what was saved</span>
      <Skeleton className="w-64 max-w-full" />
      <Skeleton />
      <Skeleton className="w-96 max-w-full" />
    </div>
  );
}
