"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, FormError } from "@/components/ui/form";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { failureText } from "@/lib/http/browser/failure";
import { catalogOptions } from "@/lib/models/queries";
import { modelFacts } from "@/lib/models/row";
import { searchModels } from "@/lib/models/search";
import { movePreviewOptions, moveProfilesMutation } from "@/lib/moves/mutations";
import type { MoveReport } from "@/lib/moves/schema";
import { countWords } from "@/lib/values/summary";
import { NamedProfiles, ProfileName } from "../named-profiles";

interface MoveDialogProps {
  open: boolean;
  /** The missing model; null lets the user choose one. */
  model: string | null;
  onClose: () => void;
}

function announce({ moved_total, left_total }: MoveReport, to: string): void {
  const stay = left_total > 0 ? `; ${left_total.toLocaleString("en")} skipped` : "";
  const title = `${countWords(moved_total, "profile")} moved to ${to}${stay}`;
  toast({ kind: "success", title });
}

/** The chosen models, the preview, and the move. */
function useMove(model: string | null, isOpen: boolean) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const from = model ?? chosen;
  const isChosen = from !== null && to !== null;
  const preview = useQuery({
    ...movePreviewOptions({ from: from ?? "", to: to ?? "" }),
    enabled: isOpen && isChosen,
  });
  const move = useMutation(moveProfilesMutation(useQueryClient()));
  const reset = () => {
    setChosen(null);
    setTo(null);
    move.reset();
  };
  const start = (done: () => void) => {
    if (!isChosen) return;
    const onSuccess = (report: MoveReport) => {
      announce(report, to);
      done();
    };
    move.mutate({ from, to }, { onSuccess });
  };
  return { from, setFrom: setChosen, to, setTo, isChosen, preview, move, reset, start };
}

/** Switches every profile from one model to another, after a preview. */
export default function MoveDialog({ open, model, onClose }: MoveDialogProps) {
  const { from, to, isChosen, preview, move, ...change } = useMove(model, open);
  const close = () => {
    onClose();
    change.reset();
  };
  const count = preview.data?.moved_total ?? 0;
  return (
    <Dialog
      open={open}
      onOpenChange={(wanted) => {
        if (!wanted) close();
      }}
      title={model === null ? "Move profiles to another model" : `Move the profiles of ${model}`}
      description="Switch every profile from one model to another. Incompatible ones are skipped."
    >
      {model === null && (
        <ModelChoice label="From model" value={from} except={to} onChange={change.setFrom} />
      )}
      <ModelChoice label="To model" value={to} except={from} onChange={change.setTo} />
      <FormError>{moveError(move.error ?? preview.error)}</FormError>
      {isChosen && preview.isPending && <Skeleton className="h-24" />}
      {preview.data && <MovePreview report={preview.data} />}
      <DialogFooter>
        <Button onClick={close}>Cancel</Button>
        <Button
          variant="primary"
          busy={move.isPending}
          disabled={count === 0 || preview.isFetching}
          onClick={() => change.start(close)}
        >
          {count > 0 ? `Move ${countWords(count, "profile")}` : "Move"}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function moveError(error: Error | null): string | undefined {
  if (!error) return undefined;
  const { title, detail } = failureText(error);
  return `${title}. ${detail}`;
}

function MovePreview({ report }: { report: MoveReport }) {
  const { moved, moved_total, warned_total, left, left_total } = report;
  return (
    <div className="grid min-w-0 gap-4">
      <NamedProfiles title={`${countWords(moved_total, "profile")} can move`} total={moved_total}>
        {moved.map((profile) => (
          <li key={profile.id} className="grid gap-0.5">
            <ProfileName profile={profile} />
            <Reasons reasons={profile.warnings} />
          </li>
        ))}
      </NamedProfiles>
      {warned_total > 0 && <p>{warningText(warned_total)}</p>}
      {left_total > 0 && (
        <NamedProfiles
          title={`${countWords(left_total, "profile")} incompatible and skipped`}
          total={left_total}
        >
          {left.map((profile) => (
            <li key={profile.id} className="grid gap-0.5">
              <ProfileName profile={profile} />
              <Reasons reasons={profile.reasons} />
            </li>
          ))}
        </NamedProfiles>
      )}
    </div>
  );
}

function warningText(count: number): string {
  const who =
    count === 1
      ? "One of them inherits a value"
      : `${count.toLocaleString("en")} of them inherit values`;
  return `${who} that the model does not support. Such values are not sent, except a context length, which is sent unchanged.`;
}

function Reasons({ reasons }: { reasons: { path: string; message: string }[] }) {
  return reasons.map(({ path, message }) => (
    <span key={path} className="text-xs [overflow-wrap:anywhere] text-warning">
      {message}
    </span>
  ));
}

interface ModelChoiceProps {
  label: string;
  value: string | null;
  /** The id of a model to leave out. */
  except: string | null;
  onChange: (id: string) => void;
}

/** A combobox of the catalog's models. */
function ModelChoice({ label, value, except, onChange }: ModelChoiceProps) {
  const catalog = useQuery(catalogOptions());
  const rows = catalog.data?.data;
  const find = useCallback(
    (words: string) => {
      const found = searchModels(rows ?? [], { q: words, sort: "id" }).rows;
      const options = found
        .filter(({ id }) => id !== except)
        .map((row) => ({ value: row.id, label: row.id, note: modelFacts(row) }));
      return [{ options }];
    },
    [rows, except],
  );
  const status = catalog.isError ? failureText(catalog.error).title : "Loading models…";
  return (
    <Field label={label}>
      {(control) => (
        <Combobox
          {...control}
          label={`${label}: ${value ?? "none"}`}
          className="w-full"
          groups={[]}
          find={find}
          status={rows ? undefined : status}
          value={value}
          placeholder="Search name, family, size"
          onChange={onChange}
        >
          {value ?? "Choose a model"}
        </Combobox>
      )}
    </Field>
  );
}
