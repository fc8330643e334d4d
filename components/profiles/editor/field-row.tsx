"use client";

import { memo, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FieldError } from "@/components/ui/form";
import { recoverFocus } from "@/components/ui/focus";
import { FieldControl, isSetInPlace } from "@/components/values/field-control";
import type { Section } from "@/lib/registry/types";
import type { Field, Value } from "@/lib/registry/types";
import { firstValue, type ModelTraits } from "@/lib/values/choices";
import { clamped, type Limit, within } from "@/lib/values/limits";
import { unitOf, valueText } from "@/lib/values/summary";
import { useEditor, useField } from "./editor-context";
import { idOf, pathOf } from "./form-fields";
import { type Inherited, OriginNote } from "./origin-note";
import type { LoadStatus } from "./use-references";

export interface FieldRowProps {
  section: Section;
  field: Field;
  traits: ModelTraits | null;
  /** The model's context length, in tokens. */
  contextLength: number | null;
  inherited: Inherited | undefined;
  /** Whether `inherited` is known. */
  status: LoadStatus;
  /** Why the task or model does not support the field. */
  unsupported: string | undefined;
  /** What admins allow. */
  limit: Limit | undefined;
}

/** The state of a field's row, however it is laid out. */
export function useFieldRow({
  section,
  contextLength,
  unsupported,
  limit,
  ...props
}: FieldRowProps) {
  const field = within(props.field, limit);
  const path = pathOf(section, field.name);
  const state = useField(path);
  return {
    ...state,
    field,
    path,
    id: idOf(path),
    end: endOf(field, contextLength),
    isSet: state.value !== undefined,
    // A field fixed by a limit cannot be changed, set or not.
    isEditable: unsupported === undefined && limit?.fixed === undefined,
  };
}

/** The slider's upper end: for numbers of tokens, the model's context length. */
function endOf(field: Field, contextLength: number | null): number {
  if (!("scale" in field)) return 0;
  const isTokens = field.scale === "log" && field.unit === "tokens";
  return isTokens && contextLength !== null ? Math.min(field.max, contextLength) : field.max;
}

export function helpOf(field: Field): string {
  const isLoadTime = "load_time" in field && field.load_time === true;
  return isLoadTime ? `${field.help} A change reloads the model.` : field.help;
}

/** A field with its control, the source of its value, and a button that sets or resets it. */
export const FieldRow = memo(function FieldRow(props: FieldRowProps) {
  const { traits, inherited, limit } = props;
  const row = useFieldRow(props);
  const { field, path, id, end, value, error, set, check, isSet, isEditable } = row;
  const control = {
    id,
    "aria-labelledby": `${id}-label`,
    "aria-describedby": `${id}-help ${id}-line`,
    "aria-invalid": error ? true : undefined,
  } as const;
  const setFirst = () => {
    const first = inherited?.value ?? firstValue(field, traits, end);
    flushSync(() => set(limit ? clamped(first, limit) : first));
    focusOn(id);
  };
  return (
    <Row field={field} id={id} path={path}>
      <div className="grid min-w-0 gap-1 max-md:col-span-2 max-md:row-start-2">
        {isEditable && (isSet || isSetInPlace(field, traits)) ? (
          <FieldControl
            {...control}
            {...{ field, value, traits, end }}
            inherited={inherited?.value}
            onChange={set}
            onDone={() => void check()}
          />
        ) : (
          <ValueText field={field} value={value ?? inherited?.value} isDimmed={!isSet} />
        )}
        <FieldLine {...props} {...row} />
      </div>
      {(isSet || isEditable) && (
        <SetButton label={field.label} path={path} isSet={isSet} onSet={setFirst} onReset={set} />
      )}
    </Row>
  );
});

type FieldLineProps = FieldRowProps & ReturnType<typeof useFieldRow>;

/** What is wrong with a field, or where its value comes from. */
export function FieldLine({ id, error, ...props }: FieldLineProps) {
  const { field, value, inherited, status, unsupported, limit } = props;
  return (
    <div id={`${id}-line`} className="text-xs [overflow-wrap:anywhere] text-muted">
      {error && <FieldError>{error}</FieldError>}
      <OriginNote
        {...{ field, value, inherited, status, unsupported, limit }}
        hasError={error !== undefined}
      />
    </div>
  );
}

/** A reset can remove the button or the row: the focus stays in the row or moves to the next one. */
export function useReset(path: string, set: (value: undefined) => void): () => void {
  const { store } = useEditor();
  return () => {
    const row = document.querySelector(`[data-field="${path}"]`);
    const heading = row?.closest("section")?.querySelector("h2, h3");
    const near = [row, row?.nextElementSibling, row?.previousElementSibling, heading];
    flushSync(() => {
      set(undefined);
      store.flush();
    });
    recoverFocus(...near);
  };
}

/** Selects the text too, so that typing replaces it. */
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

interface ValueTextProps {
  field: Field;
  value: Value | undefined;
  isDimmed: boolean;
}

/** A value without a control: inherited, fixed or not supported. */
function ValueText({ field, value, isDimmed }: ValueTextProps) {
  if (value === undefined) return null;
  const unit = typeof value === "number" ? unitOf(field, value) : undefined;
  return (
    <span
      className={cn(
        "min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap",
        isDimmed && "text-muted",
      )}
    >
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
  onReset: (value: undefined) => void;
}

function SetButton({ label, path, isSet, onSet, onReset }: SetButtonProps) {
  const reset = useReset(path, onReset);
  return (
    <Button
      variant="ghost"
      // As wide for both words, so that sliders line up.
      className="-mr-3 min-w-17 justify-end! text-accent!"
      onClick={() => (isSet ? reset() : onSet())}
    >
      {isSet ? "Reset" : "Set"}
      <span className="sr-only"> {label}</span>
    </Button>
  );
}
