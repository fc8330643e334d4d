"use client";

import { memo } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FieldControl } from "@/components/values/field-control";
import type { Field, Value } from "@/lib/registry/types";
import { choicesOf, type ModelTraits } from "@/lib/values/choices";
import { valueText } from "@/lib/values/summary";
import { FieldLine, type FieldRowProps, helpOf, useFieldRow, useReset } from "../editor/field-row";
import type { Inherited } from "../editor/origin-note";

/** What a control shows for a field that is set nowhere. */
function emptyValue(field: Field): Value {
  return field.type === "string[]" || field.type === "number[]" ? [] : "";
}

/** What the control of a field shows while the profile does not set it. */
function shownValue(field: Field, traits: ModelTraits | null, inherited: Inherited | undefined) {
  // A list of choices has an entry for the inherited value.
  const isList = (choicesOf(field, traits)?.length ?? 0) > 0;
  return isList ? undefined : (inherited?.value ?? emptyValue(field));
}

/** Gray while the value is inherited: a change sets it. */
const DIMMED =
  "[&_input]:text-muted [&_input[type=range]]:accent-field dark:[&_input[type=range]]:accent-muted [&_select]:text-muted";

/** A field whose control is there whether the profile sets the value or inherits it. */
export const TuneRow = memo(function TuneRow(props: FieldRowProps) {
  const { traits, inherited, limit } = props;
  const row = useFieldRow(props);
  const { field, path, id, end, value, error, set, check, isSet, isEditable } = row;
  const reset = useReset(path, set);
  return (
    <div
      data-field={path}
      role="group"
      aria-labelledby={`${id}-label`}
      className="grid min-w-0 gap-1 border-t border-line py-2 first:border-t-0 first:pt-0"
    >
      <div className="flex min-h-7 items-center justify-between gap-2">
        <label id={`${id}-label`} htmlFor={id} className="font-medium" title={helpOf(field)}>
          {field.label}
        </label>
        {isSet && <ResetButton label={field.label} onReset={reset} />}
      </div>
      {isEditable ? (
        <div className={cn("min-w-0 max-sm:[&_span_span]:min-w-12", !isSet && DIMMED)}>
          <FieldControl
            id={id}
            aria-labelledby={`${id}-label`}
            aria-describedby={`${id}-line`}
            aria-invalid={error ? true : undefined}
            field={field}
            value={value ?? shownValue(field, traits, inherited)}
            inherited={inherited?.value}
            traits={traits}
            end={end}
            onChange={set}
            onDone={() => void check()}
          />
        </div>
      ) : (
        <FixedValue field={field} value={limit?.fixed ?? value ?? inherited?.value} />
      )}
      <FieldLine {...props} {...row} />
    </div>
  );
});

function FixedValue({ field, value }: { field: Field; value: Value | undefined }) {
  if (value === undefined) return null;
  return <span className="[overflow-wrap:anywhere]">{valueText(field, value)}</span>;
}

interface ResetButtonProps {
  label: string;
  onReset: () => void;
}

/** Returns a value to the inherited one. */
export function ResetButton({ label, onReset }: ResetButtonProps) {
  return (
    <Button variant="ghost" className="-my-0.5 -mr-3 h-7! text-accent!" onClick={onReset}>
      Reset<span className="sr-only"> {label}</span>
    </Button>
  );
}
