"use client";

import { Chips } from "@/components/ui/chips";
import { Disclosure } from "@/components/ui/disclosure";
import { NumberBox, NumberList } from "@/components/ui/number-input";
import { SliderField } from "@/components/ui/slider-field";
import { TextArea } from "@/components/ui/form";
import { scaleOf } from "@/lib/registry/scale";
import type { NumericField } from "@/lib/registry/types";
import { Gallery, Kept, type Shown } from "./gallery";

const LINEAR: NumericField = {
  name: "sample",
  label: "Sample",
  help: "",
  type: "number",
  min: 0,
  max: 2,
  step: 0.01,
  scale: "linear",
  special: { 0: "greedy" },
};
const TOKENS: NumericField = {
  ...LINEAR,
  type: "integer",
  unit: "tokens",
  min: -1,
  max: 1_048_576,
  step: 1,
  scale: "log",
  special: { "-1": "no limit" },
};
const SEED: NumericField = {
  ...LINEAR,
  type: "integer",
  min: -1,
  scale: null,
  special: { "-1": "random" },
};

interface Sample {
  field: NumericField;
  value: number | string;
  end?: number;
  fault?: true;
}

const slider = ({ field, value, end, fault }: Sample) => (
  <Kept<number | string> initial={value}>
    {(shown, set) => (
      <div className="w-96 max-w-full">
        <SliderField
          scale={scaleOf(field, end)}
          unit={field.unit}
          words={field.special}
          min={field.min}
          max={field.max}
          step={field.step}
          value={shown}
          onChange={set}
          aria-label={field.label}
          aria-invalid={fault}
        />
      </div>
    )}
  </Kept>
);

const chips = (initial: string[], fault?: true) => (
  <Kept<string[]> initial={initial}>
    {(shown, set) => (
      <div className="w-80 max-w-full">
        <Chips
          value={shown}
          onChange={set}
          placeholder="Type and press Enter"
          aria-label="Stop strings"
          aria-invalid={fault}
        />
      </div>
    )}
  </Kept>
);

const SHOWN: Shown = {
  "Slider field": {
    linear: slider({ field: LINEAR, value: 0.7 }),
    "between the steps": slider({ field: LINEAR, value: 0.655 }),
    "logarithmic, up to a model's own maximum": slider({ field: TOKENS, value: 8192, end: 40_960 }),
    "at its start, a word": slider({ field: TOKENS, value: -1 }),
    "at its end": slider({ field: TOKENS, value: 1_048_576 }),
    "beyond it, at fault": slider({ field: LINEAR, value: 3, fault: true }),
    "no number, at fault": slider({ field: LINEAR, value: "warm", fault: true }),
    "without a slider": slider({ field: SEED, value: -1 }),
  },
  "Number box": {
    plain: (
      <Kept<number | string> initial={42}>
        {(shown, set) => (
          <NumberBox value={shown} onChange={set} min={0} max={100} step={1} aria-label="Number" />
        )}
      </Kept>
    ),
  },
  "Number list": {
    plain: (
      <Kept<number[] | string> initial={[0.5, 0.5]}>
        {(shown, set) => <NumberList value={shown} onChange={set} aria-label="Shares" />}
      </Kept>
    ),
  },
  Chips: {
    empty: chips([]),
    "newlines, spaces, any script": chips(["\n\nUser:", " end ", "🦉", "停止", "C:\\dir"]),
    fault: chips(["twice", "twice"], true),
  },
  "Text area": {
    grows: <TextArea aria-label="Prompt" defaultValue={"You are careful.\nYou test."} />,
  },
  Disclosure: {
    closed: (
      <Kept initial={false}>
        {(open, setOpen) => (
          <div className="w-72">
            <Disclosure title="GPU" note="2 set" open={open} onOpenChange={setOpen}>
              What was hidden.
            </Disclosure>
          </div>
        )}
      </Kept>
    ),
  },
};

/** Controls for values. */
export function ValueControls() {
  return <Gallery shown={SHOWN} />;
}
