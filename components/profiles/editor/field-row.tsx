"use client";

import { memo, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/form";
import { recoverFocus } from "@/components/ui/focus";
import { clamped, type Limit, within } from "@/lib/values/limits";
import { choicesOf, firstValue, type ModelTraits } from "@/lib/values/choices";
import { unitOf, valueText } from "@/lib/values/summary";
import type { Field, Section, Value } from "@/lib/registry/types";
import { FieldControl } from "@/components/values/field-control";
import { useEditor } from "./editor-context";
import { type Below, OriginNote } from "./origin-note";
import { idOf, pathOf } from "./paths";
import { useField } from "./use-field";

interface FieldRowProps {
  section: Section;
  field: Field;
  traits: ModelTraits | null;
  /** The most tokens that the model sees at once. */
  context: number | null;
  below: Below | undefined;
  /** What becomes of reading where it comes from, as long as that is not known. */
  unread: string | undefined;
  /** Why it is not taken although it is set. */
  reason: string | undefined;
  /** What an admin allows. */
  limit: Limit | undefined;
}

/** Where a field's slider ends: of a number of tokens at what the model can see, if it is known. */
function endOf(field: Field, context: number | null): number {
  if (!("scale" in field)) return 0;
  const isTokens = field.scale === "log" && field.unit === "tokens";
  return isTokens && context !== null ? Math.min(field.max, context) : field.max;
}

function helpOf(field: Field): string {
  const isLoadTime = "load_time" in field && field.load_time === true;
  return isLoadTime ? `${field.help} A change loads the model again.` : field.help;
}

/** A field with its control, where its value comes from, and a button that sets or unsets it. */
export const FieldRow = memo(function FieldRow(props: FieldRowProps) {
  const { section, traits, context, below, unread, limit } = props;
  const field = within(props.field, limit);
  // What is fixed takes nothing either, whether it is set or not.
  const isTaken = props.reason === undefined && limit?.fixed === undefined;
  const path = pathOf(section, field.name);
  const { value, fault, set, check } = useField(path);
  const [id, end] = [idOf(path), endOf(field, context)];
  const control = {
    id,
    "aria-labelledby": `${id}-label`,
    "aria-describedby": `${id}-help ${id}-line`,
    "aria-invalid": fault ? true : undefined,
  } as const;
  const isSet = value !== undefined;
  const isChoice = (choicesOf(field, traits)?.length ?? 0) > 0;
  const begin = () => {
    const first = below?.value ?? firstValue(field, traits, end);
    flushSync(() => set(limit ? clamped(first, limit) : first));
    focusOn(id);
  };
  return (
    <Row field={field} id={id} path={path}>
      <div className="grid min-w-0 gap-1 max-md:col-span-2 max-md:row-start-2">
        {isTaken && (isSet || isChoice) ? (
          <FieldControl
            {...control}
            {...{ field, value, traits, end }}
            below={below?.value}
            onChange={set}
            onDone={() => void check()}
          />
        ) : (
          <ValueText field={field} value={value ?? below?.value} />
        )}
        <div id={`${id}-line`} className="text-xs [overflow-wrap:anywhere] text-muted">
          {fault && <FieldError>{fault}</FieldError>}
          <OriginNote
            {...{ field, value, below, unread, limit }}
            reason={props.reason}
            isFaulted={fault !== undefined}
          />
        </div>
      </div>
      {(isSet || isTaken) && (
        <SetButton label={field.label} path={path} isSet={isSet} onSet={begin} onUnset={set} />
      )}
    </Row>
  );
});

/** Unsetting may take a field's button away, or its row: the focus stays at the row or the next. */
function useUnset(path: string, set: (value: undefined) => void): () => void {
  const { live } = useEditor();
  return () => {
    const row = document.querySelector(`[data-field="${path}"]`);
    const heading = row?.closest("section")?.querySelector("h2, h3");
    const near = [row, row?.nextElementSibling, row?.previousElementSibling, heading];
    flushSync(() => {
      set(undefined);
      live.now();
    });
    recoverFocus(...near);
  };
}

/** What is typed takes the place of what is there. */
function focusOn(id: string): void {
  const control = document.getElementById(id);
  control?.focus();
  if (control instanceof HTMLInputElement) control.select();
}

interface RowProps {
  field: Field;
  id: string;
  path: string;
  children: ReactNode;
}

function Row({ field, id, path, children }: RowProps) {
  return (
    <div
      data-field={path}
      role="group"
      aria-labelledby={`${id}-label`}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1.5 border-t border-line py-2.5 first:border-t-0 md:grid-cols-[minmax(0,17rem)_minmax(0,1fr)_auto]"
    >
      <RowLabel field={field} id={id} />
      {children}
    </div>
  );
}

function RowLabel({ field, id }: { field: Field; id: string }) {
  return (
    <div className="grid min-w-0 gap-0.5">
      <label id={`${id}-label`} htmlFor={id} className="font-medium">
        {field.label}
      </label>
      <p id={`${id}-help`} className="text-xs text-muted">
        {helpOf(field)}
      </p>
    </div>
  );
}

/** A value that is only told: it comes from elsewhere, or is not taken. */
function ValueText({ field, value }: { field: Field; value: Value | undefined }) {
  if (value === undefined) return null;
  const unit = typeof value === "number" ? unitOf(field, value) : undefined;
  return (
    <span className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap">
      {valueText(field, value)}
      {unit && <span className="text-muted"> {unit}</span>}
    </span>
  );
}

interface SetButtonProps {
  label: string;
  path: string;
  isSet: boolean;
  onSet: () => void;
  onUnset: (value: undefined) => void;
}

function SetButton({ label, path, isSet, onSet, onUnset }: SetButtonProps) {
  const unset = useUnset(path, onUnset);
  return (
    <Button
      variant="ghost"
      className="-mr-3 text-accent!"
      onClick={() => (isSet ? unset() : onSet())}
    >
      {isSet ? "Unset" : "Set"}
      <span className="sr-only"> {label}</span>
    </Button>
  );
}
