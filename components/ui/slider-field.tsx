"use client";

import { NumberBox, type NumberControl } from "./number-input";
import { Button } from "./button";
import { cn } from "./cn";

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
  /** Where the slider rests, dimmed, while `value` is empty. */
  resting?: Resting | undefined;
}

interface Resting {
  value: number;
  /** True if the value is used; otherwise it is only where moving the slider starts. */
  isInherited: boolean;
}

const counts = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });

function valueText({ value, words, unit, resting }: SliderFieldProps): string {
  const textOf = (number: number) =>
    words?.[number] ?? [counts.format(number), unit].filter(Boolean).join(" ");
  if (typeof value === "number") return textOf(value);
  if (value !== "" || !resting) return `“${value}”`;
  return resting.isInherited ? `${textOf(resting.value)}, inherited` : "not set";
}

/**
 * A slider and an input for one value. The slider moves along its scale, the input takes any value;
 * special values are shown by name.
 */
export function SliderField(props: SliderFieldProps) {
  const { scale, unit, resting, ...box } = props;
  const { value, words, onChange, onBlur } = box;
  const inherited = value === "" && resting?.isInherited ? resting.value : undefined;
  const used = inherited ?? value;
  const word = typeof used === "number" ? words?.[used] : undefined;
  const placeholder = inherited === undefined ? "not set" : String(inherited);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      {scale && <Slider {...props} scale={scale} />}
      <span className="flex items-center gap-2">
        <NumberBox {...box} placeholder={resting && placeholder} className="w-28!" />
        {/* As wide for every unit, so that sliders line up; where there are none, buttons have the words. */}
        <span className={cn("text-xs text-muted", scale ? "min-w-24" : "empty:hidden")}>
          {scale ? (word ?? unit) : unit}
        </span>
      </span>
      {!scale &&
        Object.entries(words ?? {}).map(([special, name]) => (
          <Button
            key={special}
            aria-pressed={used === Number(special)}
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

/** A slider at a value that comes from elsewhere. */
const INHERITED = "accent-field dark:accent-muted";
/** A slider without any value: it stands where a first move begins. */
const NOT_SET = `${INHERITED} opacity-35`;

function Slider(props: SliderFieldProps & { scale: Positions }) {
  const { scale, value, resting, onChange, onBlur } = props;
  const isResting = value === "" && resting !== undefined;
  const position = isResting ? resting.value : value;
  return (
    <input
      type="range"
      min={0}
      max={scale.last}
      step={1}
      value={typeof position === "number" ? scale.positionOf(position) : 0}
      aria-label={props["aria-label"]}
      aria-labelledby={props["aria-labelledby"]}
      aria-valuetext={valueText(props)}
      className={cn(
        "h-6 min-w-32 grow basis-40 accent-accent",
        isResting && (resting.isInherited ? INHERITED : NOT_SET),
      )}
      onChange={({ target }) => onChange(scale.valueAt(target.valueAsNumber))}
      onBlur={onBlur}
    />
  );
}
