"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Section } from "@/lib/registry/types";
import type { Field } from "@/lib/registry/types";
import { useEditor, useSnapshot } from "./editor-context";
import { FieldRow, type FieldRowProps } from "./field-row";
import { useFieldProps } from "./use-inherited";

interface FieldRowsProps {
  section: Section;
  fields: readonly Field[];
  /** True if fields that the task does not support are shown from the start. */
  startsRevealed?: boolean;
}

/**
 * One row per field. Fields that the task or model does not support appear only if they are set, or
 * when the user asks for them.
 */
export function FieldRows({ section, fields, startsRevealed = false }: FieldRowsProps) {
  const { store } = useEditor();
  const propsOf = useFieldProps();
  const setNames = useSnapshot(store, ({ content }) =>
    Object.keys(content[section] ?? {}).join(" "),
  );
  const set = new Set(setNames.split(" "));
  const [isRevealed, setRevealed] = useState(startsRevealed);
  const rows = fields.map((field) => propsOf(section, field));
  const isShown = ({ field, unsupported }: FieldRowProps) =>
    unsupported === undefined || set.has(field.name);
  return (
    <div>
      {rows
        .filter((row) => isRevealed || isShown(row))
        .map((row) => (
          <FieldRow key={row.field.name} {...row} />
        ))}
      <UnsupportedFields
        rows={rows.filter((row) => !isShown(row))}
        isRevealed={isRevealed}
        onReveal={setRevealed}
      />
    </div>
  );
}

interface UnsupportedFieldsProps {
  rows: readonly FieldRowProps[];
  isRevealed: boolean;
  onReveal: (isRevealed: boolean) => void;
}

/** Names the fields that are hidden for this task or model, by reason, and shows them on request. */
function UnsupportedFields({ rows, isRevealed, onReveal }: UnsupportedFieldsProps) {
  if (rows.length === 0) return null;
  const reasons = [...new Set(rows.map(({ unsupported }) => unsupported))];
  return (
    <div className="flex items-start justify-between gap-4 border-t border-line py-1.5 first:border-t-0">
      <div className="grid gap-1 py-1.5 text-xs text-muted">
        {reasons.map((reason) => (
          <p key={reason}>
            <span className="font-medium">
              {rows
                .filter(({ unsupported }) => unsupported === reason)
                .map(({ field }) => field.label)
                .join(", ")}
              :
            </span>{" "}
            {reason}
          </p>
        ))}
      </div>
      <RevealButton what="unsupported settings" isRevealed={isRevealed} onReveal={onReveal} />
    </div>
  );
}

interface RevealButtonProps {
  /** What is hidden, for screen readers. */
  what: string;
  isRevealed: boolean;
  onReveal: (isRevealed: boolean) => void;
}

/** Shows settings that are hidden, and hides them again. */
export function RevealButton({ what, isRevealed, onReveal }: RevealButtonProps) {
  return (
    <Button
      variant="ghost"
      className="-mr-3 text-accent!"
      aria-expanded={isRevealed}
      onClick={() => onReveal(!isRevealed)}
    >
      {isRevealed ? "Hide" : "Show"}
      <span className="sr-only"> {what}</span>
    </Button>
  );
}
