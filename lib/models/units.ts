import { amountText } from "@/lib/registry/words";

const UNITS = ["bytes", "kB", "MB", "GB", "TB", "PB"] as const;

/** Bytes as people say them: `8.7 GB`. */
export function sizeText(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${amountText(Number(value.toPrecision(3)))} ${UNITS[step]}`;
}

/** A day as people write it; what is no date stays as it is. */
export function dayText(date: string): string {
  const at = new Date(date);
  if (Number.isNaN(at.getTime())) return date;
  return at.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}
