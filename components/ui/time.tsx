"use client";

import { useHydrated } from "./use-hydrated";

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["minute", 60],
  ["hour", 60 * 60],
  ["day", 24 * 60 * 60],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const day = { day: "numeric", month: "short", year: "numeric" } as const;

function fromNow(at: Date): string {
  const seconds = (at.getTime() - Date.now()) / 1000;
  if (Math.abs(seconds) < 60) return seconds > 0 ? "in a moment" : "just now";
  if (Math.abs(seconds) > 30 * 24 * 60 * 60) return at.toLocaleDateString("en-GB", day);
  const [unit, size] = STEPS.findLast(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  // What comes in 29 days and 23 hours comes in 30 days; what was 29 days and 23 hours ago was 29 days ago.
  const amount = seconds > 0 ? Math.round(seconds / size) : Math.trunc(seconds / size);
  return relative.format(amount, unit);
}

/** A relative time, with the exact one as its tooltip; before hydration the UTC date. */
export function Time({ iso }: { iso: string }) {
  const hydrated = useHydrated();
  const at = new Date(iso);
  const words = hydrated
    ? fromNow(at)
    : at.toLocaleDateString("en-GB", { ...day, timeZone: "UTC" });
  const title = hydrated
    ? at.toLocaleString("en-GB", { dateStyle: "full", timeStyle: "medium" })
    : iso;
  return (
    <time dateTime={iso} title={title}>
      {words}
    </time>
  );
}
