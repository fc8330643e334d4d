"use client";

import { reasonNotTaken } from "@/lib/values/choices";
import type { Field, Section } from "@/lib/registry/types";
import { useEditor, useLive } from "./editor-context";
import { FieldRow } from "./field-row";
import { useBelow } from "./use-below";

interface FieldRowsProps {
  section: Section;
  fields: readonly Field[];
}

/** Rows of fields; those that the task or its model does not take only where they are set. */
export function FieldRows({ section, fields }: FieldRowsProps) {
  const { live, facts } = useEditor();
  const { task, model, traits } = facts;
  const below = useBelow();
  const setNames = useLive(live, (content) => Object.keys(content[section] ?? {}).join(" "));
  const set = new Set(setNames.split(" "));
  const rows = fields.map((field) => ({
    field,
    reason: reasonNotTaken(section, field, task.kind, traits),
  }));
  const isShown = ({ field, reason }: (typeof rows)[number]) =>
    reason === undefined || set.has(field.name);
  return (
    <div>
      {rows.filter(isShown).map(({ field, reason }) => (
        <FieldRow
          key={field.name}
          section={section}
          field={field}
          traits={traits}
          context={model?.details.context_length ?? null}
          below={below(section, field.name)}
          unread={facts.unread}
          reason={reason}
          limit={facts.limits.get(`${section}.${field.name}`)}
        />
      ))}
      <NotTaken rows={rows.filter((row) => !isShown(row))} />
    </div>
  );
}

interface NotTakenProps {
  rows: readonly { field: Field; reason: string | undefined }[];
}

/** What there is but not for this task or model, by reason. */
function NotTaken({ rows }: NotTakenProps) {
  const reasons = [...new Set(rows.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const labels = rows.filter((row) => row.reason === reason).map(({ field }) => field.label);
    return (
      <p key={reason} className="border-t border-line py-2.5 text-xs text-muted first:border-t-0">
        <span className="font-medium">{labels.join(", ")}:</span> {reason}
      </p>
    );
  });
}
