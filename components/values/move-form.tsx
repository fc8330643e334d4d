"use client";

import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { FormError } from "@/components/ui/form";
import { Skeleton } from "@/components/ui/skeleton";
import { failureSentence } from "@/lib/http/browser/failure";
import type { MoveReport } from "@/lib/moves/schema";
import { previewText } from "@/lib/registry/messages";
import { countWords } from "@/lib/registry/words";
import { NamedProfiles } from "./named-profiles";

type NamedProfile = MoveReport["moved"][number] | MoveReport["left"][number];

interface MoveFormProps {
  /** What chooses the models. */
  children: ReactNode;
  /** Both models are chosen. */
  isChosen: boolean;
  preview: UseQueryResult<MoveReport>;
  move: Pick<UseMutationResult, "error" | "isPending">;
  nameOf: (profile: NamedProfile) => ReactNode;
  onMove: () => void;
  onCancel: () => void;
}

/** The content of a dialog that switches profiles to another model, after a preview. */
export function MoveForm(props: MoveFormProps) {
  const { children, isChosen, preview, move, nameOf, onMove, onCancel } = props;
  const error = move.error ?? preview.error;
  const count = preview.data?.moved_total ?? 0;
  return (
    <>
      {children}
      <FormError>{error && failureSentence(error)}</FormError>
      {isChosen && preview.isPending && <Skeleton className="h-24" />}
      {preview.data && <Preview report={preview.data} nameOf={nameOf} />}
      <DialogFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          variant="primary"
          busy={move.isPending}
          disabled={count === 0 || preview.isFetching}
          onClick={onMove}
        >
          {count > 0 ? `Switch ${countWords(count, "profile")}` : "Switch"}
        </Button>
      </DialogFooter>
    </>
  );
}

interface PreviewProps extends Pick<MoveFormProps, "nameOf"> {
  report: MoveReport;
}

function Preview({ report, nameOf }: PreviewProps) {
  const { moved, moved_total, warned_total, left, left_total } = report;
  const item = (profile: NamedProfile, notes: readonly { path: string; message: string }[]) => (
    <li key={profile.id} className="grid gap-0.5">
      {nameOf(profile)}
      {notes.map(({ path, message }) => (
        <span key={path} className="text-xs [overflow-wrap:anywhere] text-warning">
          {previewText(message)}
        </span>
      ))}
    </li>
  );
  return (
    <div className="grid min-w-0 gap-4">
      <NamedProfiles title={`${countWords(moved_total, "profile")} can switch`} total={moved_total}>
        {moved.map((profile) => item(profile, profile.warnings))}
      </NamedProfiles>
      {warned_total > 0 && <p>{warningText(warned_total)}</p>}
      {left_total > 0 && (
        <NamedProfiles
          title={`${countWords(left_total, "profile")} incompatible and skipped`}
          total={left_total}
        >
          {left.map((profile) => item(profile, profile.reasons))}
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
