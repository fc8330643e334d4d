import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import type { Comparison } from "./load";
import type { RouteFigures, Side } from "./routes";

/** A ratio of two kinds of requests, and its targets. */
export interface Row {
  name: string;
  result: Comparison;
  /** What the ratio of the throughputs must reach. */
  atLeast?: number;
  /** What the ratio of the 99th percentiles may reach. */
  p99AtMost?: number;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function isMet({ result, atLeast, p99AtMost }: Row): boolean {
  return result.throughput >= (atLeast ?? 0) && result.p99 <= (p99AtMost ?? Infinity);
}

/** Prints the ratios with their targets. */
export function showRows(rows: readonly Row[]): void {
  const table = rows.map((row) => ({
    call: row.name,
    "requests/s ratio": row.result.throughput.toFixed(2),
    "at least": row.atLeast?.toFixed(2) ?? "",
    "p99 ratio": row.result.p99.toFixed(2),
    "at most": row.p99AtMost?.toFixed(2) ?? "",
    "requests/s": Math.round(row.result.subject.throughput),
    "reference/s": Math.round(row.result.reference.throughput),
    met: isMet(row) ? "yes" : "NO",
  }));
  console.table(table);
}

const SIDES: Record<Side, string> = {
  direct: "this call, direct",
  next: "this call, by Next.js",
  bare: "a bare route, by Next.js",
  node: "bare node:http",
};

/** Prints what each side of each call reached, and its multiple of the bare route's requests/s. */
export function showRoutes(routes: readonly RouteFigures[]): void {
  const table = routes.flatMap(({ name, sides, memory }) =>
    Object.entries(SIDES).map(([side, title]) => {
      const { throughput, p50, p99 } = sides[side as Side];
      return {
        call: name,
        "answered by": title,
        "requests/s": Math.round(throughput),
        "× bare route": (throughput / sides.bare.throughput).toFixed(2),
        "p50 ms": p50.toFixed(2),
        "p99 ms": p99.toFixed(2),
        "RSS MiB": Math.round(memory[side as Side]),
      };
    }),
  );
  console.table(table);
}

/** Keeps the figures together with the machine they were measured on. */
export function keep(name: string, figures: object): void {
  mkdirSync("bench/results", { recursive: true });
  const [cpu] = os.cpus();
  const machine = {
    cpus: os.cpus().length,
    model: cpu?.model,
    node: process.version,
    // Other work on the machine distorts the figures.
    load: os.loadavg()[0],
  };
  const report = { at: new Date().toISOString(), machine, ...figures };
  writeFileSync(`bench/results/${name}.json`, JSON.stringify(report, null, 2));
}
