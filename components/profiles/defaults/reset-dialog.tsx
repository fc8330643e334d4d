"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, useLastValue } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { FormError } from "@/components/ui/form";
import { ChangeSides } from "@/components/values/change-list";
import { reachText } from "@/lib/profiles/defaults";
import { resetDefaultMutation } from "@/lib/profiles/mutations";
import type { DefaultRow } from "@/lib/profiles/query";
import type { Change } from "@/lib/values/changes";
import { inFieldOrder, pathLabel } from "@/lib/values/describe";
import { countWords } from "@/lib/registry/words";
import { restoreError, useUndoableRevision } from "../history/use-restore";

/** Resets a default, or some of its fields, and offers to undo that. */
function useReset() {
  const client = useQueryClient();
  const options = resetDefaultMutation(client);
  const announce = useUndoableRevision("Reset undone");
  return useMutation({
    ...options,
    onError: () => client.invalidateQueries(),
    onSuccess: async (...saved) => {
      await options.onSuccess?.(...saved);
      const [created, { revision: before, reset }] = saved;
      const fields = reset.fields ? `${countWords(reset.fields.length, "field")} of ` : "";
      announce(`Restored the factory default: ${fields}${created.name}`, created, before);
    },
  });
}

interface ResetDialogProps {
  rows: readonly DefaultRow[];
  /** Id of the profile to reset; null closes the dialog. */
  id: string | null;
  onClose: () => void;
}

const MESSAGES = {
  conflict:
    "Someone saved a newer version, so nothing was reset. The changes below are up to date.",
  invalid: "The factory default is no longer valid, so nothing was changed",
};

/** Shows how a default differs from the factory default and resets the chosen fields. */
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
  const submit = () => {
    const { type, revision } = row.profile;
    // Always a list, even of all fields: fields that do not change are then not validated again.
    const request = { task: String(type), revision, reset: { fields: chosen } };
    mutate(request, { onSuccess: close });
  };
  return (
    <Dialog
      open={id !== null}
      onClose={close}
      wide
      title={`Restore factory default: ${row.profile.name}`}
      description={`Creates a new revision; the current version stays in the history. ${reachText(row)}`}
    >
      <FormError>{error && restoreError(error, MESSAGES)}</FormError>
      <Changes changes={changes} kept={kept} onToggle={toggle} />
      <DialogFooter>
        <Button onClick={close}>Cancel</Button>
        <Button variant="primary" busy={isPending} disabled={chosen.length === 0} onClick={submit}>
          Restore {countWords(chosen.length, "field")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

interface ChangesProps {
  changes: readonly Change[];
  /** Paths that are not reset. */
  kept: ReadonlySet<string>;
  onToggle: (path: string) => void;
}

function Changes({ changes, kept, onToggle }: ChangesProps) {
  if (changes.length === 0) return <p className="text-muted">Unchanged.</p>;
  return (
    <fieldset className="grid min-w-0">
      <legend className="mb-1 font-semibold">Changes from current version</legend>
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
