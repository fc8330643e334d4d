"use client";

import { useWatch } from "react-hook-form";
import { Field, Select } from "@/components/ui/form";
import { NumberBox } from "@/components/ui/number-input";
import { wordsWithin } from "@/lib/bounds/words";
import { valueText } from "@/lib/values/summary";
import { isNumeric } from "@/lib/registry/fields";
import type { Field as RegistryField, NumericField } from "@/lib/registry/types";
import { FieldControl } from "@/components/values/field-control";
import { type BoundValues, endOf } from "./bound-values";
import type { BoundFormState } from "./use-bound-form";

interface LimitsProps<F extends RegistryField = RegistryField> {
  field: F;
  state: BoundFormState;
}

/** What a field is held to: of a number its ends, of anything one value. */
export function BoundLimits({ field, state }: LimitsProps) {
  const kind = useWatch({ control: state.form.control, name: "kind" });
  if (!isNumeric(field)) return <FixedField field={field} state={state} />;
  return (
    <>
      <Field label="Holds it to">
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={({ target }) => state.set({ kind: target.value as BoundValues["kind"] })}
          >
            <option value="range">a lowest and a highest value</option>
            <option value="fixed">one value</option>
          </Select>
        )}
      </Field>
      {kind === "range" ? (
        <Ends field={field} state={state} />
      ) : (
        <FixedField field={field} state={state} />
      )}
    </>
  );
}

function Ends({ field, state }: LimitsProps<NumericField>) {
  const [min, max] = useWatch({ control: state.form.control, name: ["min", "max"] });
  const ends = {
    min: typeof min === "number" ? min : undefined,
    max: typeof max === "number" ? max : undefined,
  };
  const words = min === "" && max === "" ? [] : wordsWithin(field, ends);
  return (
    <div className="grid gap-1">
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
        <End label="Lowest" name="min" value={min} field={field} state={state} />
        <End label="Highest" name="max" value={max} field={field} state={state} />
      </div>
      {words.length > 0 && (
        <p className="pb-2 text-xs text-muted">
          Lies within, and stays allowed: {words.join(", ")}
        </p>
      )}
    </div>
  );
}

interface EndProps extends LimitsProps<NumericField> {
  label: string;
  name: "min" | "max";
  value: number | string;
}

function End({ label, name, value, field, state }: EndProps) {
  const { min, max, multiple_of, step, special, unit } = field;
  return (
    <Field
      id={state.idOf(name)}
      label={label}
      help={`Left empty: ${valueText(field, field[name])}`}
      error={state.faultOf(name)}
    >
      {(control) => (
        <span className="flex items-center gap-2">
          <NumberBox
            {...control}
            words={special}
            {...{ min, max }}
            step={multiple_of ?? step}
            value={value}
            onChange={(next) => state.set({ [name]: next })}
            onBlur={state.check}
          />
          {unit && <span className="text-xs text-muted">{unit}</span>}
        </span>
      )}
    </Field>
  );
}

function FixedField({ field, state }: LimitsProps) {
  const value = useWatch({ control: state.form.control, name: "fixed" });
  return (
    <Field
      id={state.idOf("fixed")}
      label="Fixed to"
      help="The only value that can be set; it is sent also where nobody sets it."
      error={state.faultOf("fixed")}
    >
      {(control) => (
        <FieldControl
          {...control}
          aria-labelledby={`${control.id}-label`}
          field={field}
          value={value}
          inherited={undefined}
          // An empty box of a number stays one, and is told as a fault.
          onChange={(next) =>
            state.set({ fixed: next === undefined && isNumeric(field) ? "" : next })
          }
          onDone={state.check}
          traits={null}
          end={endOf(field)}
        />
      )}
    </Field>
  );
}
