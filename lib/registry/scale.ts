import type { NumericField } from "./types";

/** Where a slider can stand: whole positions from 0 to `last`, and the value at each. */
export interface Scale {
  last: number;
  valueAt: (position: number) => number;
  /** The position that is nearest to a value. */
  positionOf: (value: number) => number;
}

/** Steps from one power of two to the next. */
const OCTAVE = 8;

function within(position: number, last: number): number {
  return Math.min(Math.max(position, 0), last);
}

function linear({ min, step }: NumericField, end: number): Scale {
  // The last step is a shorter one where the end lies between two.
  const last = Math.ceil(Number(((end - min) / step).toFixed(6)));
  const digits = Math.max(...[min, step].map((part) => String(part).split(".")[1]?.length ?? 0));
  return {
    last,
    valueAt: (position) =>
      Math.min(end, Number((min + within(position, last) * step).toFixed(digits))),
    positionOf: (value) => within(Math.round((value - min) / step), last),
  };
}

/** Whole numbers that grow by eighths of the power of two below: 1, 2, … 16, 18, 20, … `end`. */
function stopsTo(min: number, end: number): number[] {
  const stops: number[] = [];
  for (let stop = min; stop < end;) {
    stops.push(stop);
    stop += stop < OCTAVE ? 1 : 2 ** Math.floor(Math.log2(stop)) / OCTAVE;
  }
  return [...stops, end];
}

function logarithmic({ min }: NumericField, end: number): Scale {
  const stops = stopsTo(min, end);
  const last = stops.length - 1;
  return {
    last,
    valueAt: (position) => stops[within(Math.round(position), last)] ?? end,
    positionOf: (value) => {
      const above = stops.findIndex((stop) => stop >= value);
      if (above <= 0) return above === 0 ? 0 : last;
      const [low, high] = [stops[above - 1] ?? min, stops[above] ?? end];
      return value - low < high - value ? above - 1 : above;
    },
  };
}

/**
 * A field's slider, up to `end` where something ends it earlier, such as what a model can see at
 * once. Nothing where the field has none.
 */
export function scaleOf(field: NumericField, end = field.max): Scale | null {
  if (field.scale === null) return null;
  const last = Math.min(end, field.max);
  return field.scale === "log" ? logarithmic(field, last) : linear(field, last);
}
