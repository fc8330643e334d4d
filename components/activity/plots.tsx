import { cn } from "@/components/ui/cn";
import type { ActivityFilters } from "@/lib/usage/filters";
import { type Bar, totalOf } from "@/lib/usage/plot";
import { amountText, durationText } from "@/lib/usage/words";

interface Series {
  label: string;
  /** A class with the color of its bars and of its mark in the legend. */
  color: string;
  valueOf: (bar: Bar) => number;
}

const PLOTS: readonly {
  title: string;
  text: (value: number) => string;
  series: readonly Series[];
}[] = [
  {
    title: "Requests",
    text: amountText,
    series: [
      {
        label: "Complete",
        color: "fill-accent",
        valueOf: (bar) => bar.requests - bar.errors - bar.cancelled,
      },
      { label: "Canceled", color: "fill-field", valueOf: (bar) => bar.cancelled },
      { label: "Failed", color: "fill-danger", valueOf: (bar) => bar.errors },
    ],
  },
  {
    title: "Tokens",
    text: amountText,
    series: [
      { label: "Input", color: "fill-accent", valueOf: (bar) => bar.tokens_in },
      { label: "Output", color: "fill-warning", valueOf: (bar) => bar.tokens_out },
    ],
  },
  {
    title: "Average time",
    text: durationText,
    series: [
      { label: "To first token", color: "fill-accent", valueOf: (bar) => bar.first_output_ms },
      {
        label: "After first token",
        color: "fill-field",
        valueOf: (bar) => Math.max(0, bar.total_ms - bar.first_output_ms),
      },
    ],
  },
  {
    title: "Stopped by circuit breaker",
    text: amountText,
    series: [{ label: "Stopped", color: "fill-warning", valueOf: (bar) => bar.stopped }],
  },
];

interface PlotsProps {
  bars: readonly Bar[];
  span: ActivityFilters["span"];
}

/** Small plots of what happened, one bar for each part of the span. */
export function Plots({ bars, span }: PlotsProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {PLOTS.map((plot) => (
        <Plot key={plot.title} {...plot} bars={bars} span={span} />
      ))}
    </div>
  );
}

const STARTS = { day: "24 hours ago", week: "7 days ago", month: "30 days ago" } as const;
const HEIGHT = 48;

function Plot({ title, text, series, bars, span }: (typeof PLOTS)[number] & PlotsProps) {
  const total = totalOf(bars);
  const sumOf = (bar: Bar) => series.reduce((sum, { valueOf }) => sum + valueOf(bar), 0);
  const most = Math.max(...bars.map(sumOf));
  const parts = series.map(({ label, valueOf }) => `${label}: ${text(valueOf(total))}`);
  return (
    <figure className="grid min-w-0 content-between gap-2 rounded-lg border border-line bg-panel p-3">
      <figcaption className="flex items-baseline justify-between gap-2">
        <span className="text-muted">{title}</span>
        <span className="text-lg font-semibold">{text(sumOf(total))}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={`${title} since ${STARTS[span]}. ${parts.join(", ")}. Most in one bar: ${text(most)}.`}
        viewBox={`0 0 ${bars.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-12 w-full"
      >
        {bars.map((bar, index) => (
          <Stack key={bar.at} bar={bar} x={index} series={series} text={text} most={most} />
        ))}
      </svg>
      <div aria-hidden className="flex justify-between text-xs text-muted">
        <span>{STARTS[span]}</span>
        <span>now</span>
      </div>
      <ul className="flex flex-wrap gap-x-3 text-xs text-muted">
        {series.map(({ label, color, valueOf }) => (
          <li key={label} className="flex items-center gap-1">
            <svg aria-hidden viewBox="0 0 8 8" className={cn("size-2", color)}>
              <rect width="8" height="8" rx="1" />
            </svg>
            {label} {text(valueOf(total))}
          </li>
        ))}
      </ul>
    </figure>
  );
}

interface StackProps {
  bar: Bar;
  x: number;
  series: readonly Series[];
  text: (value: number) => string;
  /** The value of the highest bar. */
  most: number;
}

function timeText(at: number): string {
  const time = new Date(at).toISOString();
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

/** One bar: its series on top of each other, over a line that shows where there is nothing. */
function Stack({ bar, x, series, text, most }: StackProps) {
  const heights = series.map(({ valueOf }) => (most === 0 ? 0 : (valueOf(bar) / most) * HEIGHT));
  const topOf = (index: number) =>
    HEIGHT - heights.slice(0, index + 1).reduce((sum, height) => sum + height, 0);
  const values = series.map(({ label, valueOf }) => `${label}: ${text(valueOf(bar))}`);
  return (
    <g>
      <title>{[timeText(bar.at), ...values].join("\n")}</title>
      <rect x={x} width={1} height={HEIGHT} className="fill-transparent" />
      <rect x={x + 0.1} y={HEIGHT - 1} width={0.8} height={1} className="fill-line" />
      {series.map(({ label, color }, index) => (
        <rect
          key={label}
          x={x + 0.1}
          y={topOf(index)}
          width={0.8}
          height={heights[index]}
          className={color}
        />
      ))}
    </g>
  );
}
