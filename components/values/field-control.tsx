"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Chips } from "@/components/ui/chips";
import { Input, Select, TextArea } from "@/components/ui/form";
import { NumberList } from "@/components/ui/number-input";
import { SliderField } from "@/components/ui/slider-field";
import { type Choice, choicesOf, type ModelTraits } from "@/lib/values/choices";
import { unitOf, valueText } from "@/lib/values/summary";
import { isNumeric } from "@/lib/registry/fields";
import { scaleOf } from "@/lib/registry/scale";
import { startValue } from "@/lib/registry/start";
import type { Field, NumericField, Value } from "@/lib/registry/types";

/** Longer texts get several lines. */
const LONG = 1000;

interface ControlProps {
  field: Field;
  value: Value | undefined;
  /** The value while the field is not set; undefined if the engine decides or it is not known. */
  inherited: Value | undefined;
  onChange: (value: Value | undefined) => void;
  /** Called when the control loses focus or a choice is made; the caller then validates. */
  onDone: () => void;
  traits: ModelTraits | null;
  /** The slider's upper end. */
  end: number;
  id: string;
  "aria-labelledby": string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** True if the field has a control while it is not set: choices and numbers do. */
export function isSetInPlace(field: Field, traits: ModelTraits | null): boolean {
  return isNumeric(field) || (choicesOf(field, traits)?.length ?? 0) > 0;
}

/** The control of a field. While the field is not set, a number's control rests at the inherited value. */
export function FieldControl(props: ControlProps) {
  const { field, value, inherited: _, onChange, onDone, traits, end, ...control } = props;
  const choices = choicesOf(field, traits);
  if (choices && choices.length > 0) return <ChoiceControl {...props} choices={choices} />;
  if (value === undefined) {
    return isNumeric(field) ? <NumberControl {...props} field={field} /> : null;
  }
  if (!field.nullable) return <ValueControl {...props} />;
  return (
    <div className="grid gap-1.5">
      {value !== null && <ValueControl {...props} />}
      <Checkbox
        {...(value === null ? control : {})}
        label="none"
        checked={value === null}
        onChange={({ target }) => {
          onChange(target.checked ? null : startValue(field, end));
          onDone();
        }}
      />
    </div>
  );
}

function ChoiceControl({ choices, ...props }: ControlProps & { choices: readonly Choice[] }) {
  const { field, value, inherited, onChange, onDone, traits: _t, end: _e, ...control } = props;
  const code = value === undefined ? "" : JSON.stringify(value);
  const isKnown = value === undefined || choices.some((choice) => choice.value === value);
  return (
    <Select
      {...control}
      className="w-auto! max-w-full justify-self-start"
      value={code}
      onChange={({ target }) => {
        const choice = choices.find((each) => JSON.stringify(each.value) === target.value);
        onChange(target.value === "" ? undefined : choice ? choice.value : value);
        onDone();
      }}
    >
      <option value="">
        {inherited === undefined ? "not set" : `not set: ${valueText(field, inherited)}`}
      </option>
      {choices.map((choice) => (
        <option
          key={choice.label}
          value={JSON.stringify(choice.value)}
          disabled={choice.barred !== undefined}
        >
          {choice.barred ? `${choice.label} – ${choice.barred}` : choice.label}
        </option>
      ))}
      {/* A value that is no longer offered still shows. */}
      {!isKnown && (
        <option value={code}>
          {field.type === "string" ? String(value) : valueText(field, value)}
        </option>
      )}
    </Select>
  );
}

function ValueControl(props: ControlProps) {
  const { field, value, inherited: _b, onChange, onDone, traits: _t, end: _e, ...rest } = props;
  const control = { ...rest, onBlur: onDone };
  switch (field.type) {
    case "number":
    case "integer":
      return <NumberControl {...props} field={field} />;
    case "string[]":
      return <Chips {...control} value={textsIn(value)} onChange={onChange} placeholder={HINT} />;
    case "number[]":
      return (
        <NumberList
          {...control}
          value={Array.isArray(value) ? value.filter(isNumber) : String(value)}
          onChange={onChange}
          placeholder="0.5, 0.5"
        />
      );
    case "string":
    case "boolean":
    case "enum":
    case "think":
      return <TextControl {...props} isLong={"max_length" in field && field.max_length > LONG} />;
  }
}

const HINT = "Press Enter to add; \\n is a newline";

function isNumber(item: unknown): item is number {
  return typeof item === "number";
}

function textsIn(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Where an unset number's slider rests: at the inherited value, or else where setting it starts. */
function restingAt(field: NumericField, inherited: Value | undefined, end: number) {
  const isInherited = typeof inherited === "number";
  return { value: isInherited ? inherited : Number(startValue(field, end)), isInherited };
}

function NumberControl({ field, ...props }: ControlProps & { field: NumericField }) {
  const { value, inherited, onChange, onDone, traits: _t, end, ...control } = props;
  return (
    <SliderField
      {...control}
      scale={scaleOf(field, end)}
      unit={unitOf(field, value ?? inherited ?? null)}
      resting={value === undefined || value === "" ? restingAt(field, inherited, end) : undefined}
      words={field.special}
      isWhole={field.type === "integer"}
      min={field.min}
      max={field.max}
      step={field.multiple_of ?? field.step}
      value={typeof value === "number" ? value : String(value ?? "")}
      onChange={onChange}
      onBlur={() => {
        // Clearing the box resets the field.
        if (value === "") onChange(undefined);
        onDone();
      }}
    />
  );
}

function TextControl({ isLong, ...props }: ControlProps & { isLong: boolean }) {
  const {
    value,
    inherited: _b,
    onChange,
    onDone,
    field: _f,
    traits: _t,
    end: _e,
    ...control
  } = props;
  const text = {
    ...control,
    value: String(value),
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
    onBlur: onDone,
  };
  return isLong ? <TextArea {...text} rows={2} /> : <Input {...text} autoComplete="off" />;
}
