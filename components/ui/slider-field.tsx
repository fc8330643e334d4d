"use client";

import { NumberBox, type NumberControl } from "./number-input";
import { Button } from "./button";

/** The positions of a slider, 0 to `last`, and the value at each. */
interface Positions {
  last: number;
  valueAt: (position: number) => number;
  positionOf: (value: number) => number;
}

interface SliderFieldProps extends NumberControl {
  /** Null for an input without a slider. */
  scale: Positions | null;
  unit?: string | undefined;
}

const counts = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });

function valueText({ value, words, unit }: SliderFieldProps): string {
  if (typeof value !== "number") return `“${value}”`;
  return words?.[value] ?? [counts.format(value), unit].filter(Boolean).join(" ");
}

/**
 * A slider and an input for one value. The slider moves along its scale, the input takes any value;
 * special values are shown by name.
 */
export function SliderField(props: SliderFieldProps) {
  const { scale, unit, ...box } = props;
  const { value, words, onChange, onBlur } = box;
  const word = typeof value === "number" ? words?.[value] : undefined;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      {scale && <Slider {...props} scale={scale} />}
      <span className="flex items-center gap-2">
        <NumberBox {...box} className="w-28!" />
        <span className="min-w-24 text-xs text-muted">{word ?? unit}</span>
      </span>
      {!scale &&
        Object.entries(words ?? {}).map(([special, name]) => (
          <Button
            key={special}
            aria-pressed={value === Number(special)}
            className="aria-pressed:bg-accent-soft"
            onClick={() => {
              onChange(Number(special));
              onBlur?.();
            }}
          >
            {name}
          </Button>
        ))}
    </div>
  );
}

function Slider(props: SliderFieldProps & { scale: Positions }) {
  const { scale, value, onChange, onBlur } = props;
  return (
    <input
      type="range"
      min={0}
      max={scale.last}
      step={1}
      value={typeof value === "number" ? scale.positionOf(value) : 0}
      aria-label={props["aria-label"]}
      aria-labelledby={props["aria-labelledby"]}
      aria-valuetext={valueText(props)}
      className="h-6 min-w-32 grow basis-40 accent-accent"
      onChange={({ target }) => onChange(scale.valueAt(target.valueAsNumber))}
      onBlur={onBlur}
    />
  );
}
