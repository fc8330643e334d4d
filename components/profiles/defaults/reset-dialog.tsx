"use client";

import { useState } from "react";
import { ChangeSides } from "@/components/values/change-list";
import { refusalWords } from "../history/refusal-words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogFooter, useLastValue } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form";
import { countWords } from "@/lib/values/summary";
import { inFieldOrder, pathLabel } from "@/lib/values/describe";
import type { DefaultRow } from "@/lib/profiles/query";
import { reachText } from "@/lib/profiles/summary";
import type { Change } from "@/lib/values/changes";
import { useReset } from "./use-reset";

interface ResetDialogProps {
  rows: readonly DefaultRow[];
  /** The profile to put back, by id; null: it is closed. */
  id: string | null;
  onClose: () => void;
}

const REFUSED = {
  stale: "The default was saved meanwhile; nothing was put back. Below is how it differs now.",
  faults: "What ships is not allowed here any more, nothing was changed",
};

/** Puts fields of a default, or all, back to what ships, after showing what that changes. */
export default function ResetDialog({ rows, id, onClose }: ResetDialogProps) {
  const shown = useLastValue(id);
  const row = rows.find(({ profile }) => profile.id === shown);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const { mutate, reset, isPending, error } = useReset();
  if (!row) return null;
  const changes = inFieldOrder(row.changes);
  const chosen = changes.map(({ path }) => path).filter((path) => !kept.has(path));
  const close = () => {
    reset();
    setKept(new Set());
    onClose();
  };
  const toggle = (path: string) => {
    const others = [...kept].filter((other) => other !== path);
    setKept(new Set(kept.has(path) ? others : [...others, path]));
  };
  const putBack = () => {
    const { type, revision } = row.profile;
    // Also where it is all: what does not change is not checked anew.
    const wanted = { task: String(type), revision, reset: { fields: chosen } };
    mutate(wanted, { onSuccess: close });
  };
  return (
    <Dialog
      open={id !== null}
      onOpenChange={close}
      wide
      title={`Back to what ships: ${row.profile.name}`}
      description={`Makes a new revision; what is in force now stays in the history. ${reachText(row)}`}
    >
      <FormError>{error && refusalWords(error, REFUSED)}</FormError>
      <Changes changes={changes} kept={kept} onToggle={toggle} />
      <DialogFooter>
        <Button onClick={close}>Cancel</Button>
        <Button variant="primary" busy={isPending} disabled={chosen.length === 0} onClick={putBack}>
          Put back {countWords(chosen.length, "field")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

interface ChangesProps {
  changes: readonly Change[];
  /** Paths that stay as they are. */
  kept: ReadonlySet<string>;
  onToggle: (path: string) => void;
}

function Changes({ changes, kept, onToggle }: ChangesProps) {
  if (changes.length === 0) return <p className="text-muted">It is as it ships.</p>;
  return (
    <fieldset className="grid min-w-0">
      <legend className="mb-1 font-semibold">What goes back, from now to what ships</legend>
      {changes.map(({ path, from, to }) => (
        <div key={path} className="grid min-w-0 gap-1 border-t border-line py-2 first:border-t-0">
          <Checkbox
            label={pathLabel(path)}
            checked={!kept.has(path)}
            onChange={() => onToggle(path)}
          />
          <div className="min-w-0 pl-6 [overflow-wrap:anywhere]">
            <ChangeSides change={{ path, from: to, to: from }} />
          </div>
        </div>
      ))}
    </fieldset>
  );
}
