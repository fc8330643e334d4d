"use client";

import { useWatch } from "react-hook-form";
import { Field, Select } from "@/components/ui/form";
import { NumberBox } from "@/components/ui/number-input";
import { wordsWithin } from "@/lib/bounds/words";
import { valueText } from "@/lib/values/summary";
import { isNumeric } from "@/lib/registry/fields";
import type { Field as RegistryField, NumericField } from "@/lib/registry/types";
import { FieldControl } from "@/components/values/field-control";
import { endOf } from "./bound-values";
import type { BoundFormState } from "./use-bound-form";

interface LimitsProps<F extends RegistryField = RegistryField> {
  field: F;
  state: BoundFormState;
}

/** The limit's values: minimum and maximum for a number, or one fixed value. */
export function BoundLimits({ field, state }: LimitsProps) {
  const kind = useWatch({ control: state.form.control, name: "kind" });
  if (!isNumeric(field)) return <FixedField field={field} state={state} />;
  return (
    <>
      <Field label="Limit type">
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={({ target }) =>
              state.set({ kind: target.value === "fixed" ? "fixed" : "range" })
            }
          >
            <option value="range">Minimum and maximum</option>
            <option value="fixed">Fixed value</option>
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
        <End label="Minimum" name="min" value={min} field={field} state={state} />
        <End label="Maximum" name="max" value={max} field={field} state={state} />
      </div>
      {words.length > 0 && (
        <p className="pb-2 text-xs text-muted">
          Values with a special meaning within this limit: {words.join(", ")}
        </p>
      )}
    </div>
  );
}

/** What a value may be if the end is left empty. */
const EMPTY_END = { min: "Lowest allowed", max: "Highest allowed" } as const;

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
      help={`${EMPTY_END[name]}: ${valueText(field, field[name])}`}
      error={state.faultOf(name)}
    >
      {(control) => (
        <span className="flex items-center gap-2">
          <NumberBox
            {...control}
            words={special}
            isWhole={field.type === "integer"}
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
      label="Fixed value"
      help="The only allowed value. It is also sent when a profile sets none."
      error={state.faultOf("fixed")}
    >
      {(control) => (
        <FieldControl
          {...control}
          aria-labelledby={`${control.id}-label`}
          field={field}
          value={value}
          inherited={undefined}
          // A number field that is cleared stays in the form, so that it can show an error.
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
