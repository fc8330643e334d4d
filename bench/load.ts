import autocannon from "autocannon";

/** A kind of request, asked again and again. */
export interface Shape {
  origin: string;
  method: "GET" | "POST" | "PATCH";
  /** One or several, taken in turn. */
  requests: {
    /** The same each time, or a new one for each request. */
    path: string | (() => string);
    headers?: Record<string, string>;
    body?: () => string;
  }[];
}

export interface Plan {
  rounds: number;
  /** How long each kind of request is asked in each round. */
  seconds: number;
}

export interface Figures {
  /** Requests a second. */
  throughput: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

export interface Comparison {
  /** Of the throughputs: 1 is as fast as the other. */
  throughput: number;
  /** Of the 99th percentiles: 1 is as slow as the other. */
  p99: number;
  subject: Figures;
  reference: Figures;
}

const CONNECTIONS = 8;

/** Runs autocannon; returns its result and the milliseconds that each response took. */
function fire(options: autocannon.Options): Promise<[autocannon.Result, Float64Array]> {
  return new Promise((resolve, reject) => {
    // Its own percentiles are whole milliseconds.
    const milliseconds: number[] = [];
    const instance = autocannon(options, (error: Error | null, result) => {
      if (error) reject(error);
      else resolve([result, Float64Array.from(milliseconds).sort()]);
    });
    instance.on("response", (_client, _status, _bytes, time) => milliseconds.push(time));
  });
}

const valueOf = (value: string | (() => string)) => (typeof value === "string" ? value : value());

function requestOf(
  method: Shape["method"],
  { path, headers, body }: Shape["requests"][number],
): autocannon.Request {
  const request = {
    method,
    path: valueOf(path),
    headers: { "content-type": "application/json", ...headers },
  };
  if (typeof path === "string" && !body) return request;
  const changing = () => ({ path: valueOf(path), ...(body ? { body: body() } : {}) });
  return { ...request, setupRequest: (each) => ({ ...each, ...changing() }) };
}

async function run(shape: Shape, seconds: number): Promise<Figures> {
  const requests = shape.requests.map((request) => requestOf(shape.method, request));
  const options = { url: shape.origin, connections: CONNECTIONS, duration: seconds, requests };
  const [result, sorted] = await fire(options);
  if (result.non2xx + result.errors > 0) {
    throw new Error(
      `${shape.origin} ${requests[0]?.path}: ${result.non2xx} refused, ${result.errors} failed`,
    );
  }
  const percentile = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  const throughput = result.requests.total / result.duration;
  return { throughput, p50: percentile(0.5), p99: percentile(0.99) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The median of each figure. */
export function middle(rounds: readonly Figures[]): Figures {
  const of = (name: keyof Figures) => median(rounds.map((round) => round[name]));
  return { throughput: of("throughput"), p50: of("p50"), p99: of("p99") };
}

/** The median over the rounds of one side's figure divided by the other's. */
export function ratio(
  name: keyof Figures,
  subject: readonly Figures[],
  reference: readonly Figures[],
): number {
  return median(subject.map((round, n) => round[name] / (reference[n]?.[name] ?? Number.NaN)));
}

/**
 * Asks each kind of request in turn, round by round, so that all see the same machine. A round before
 * the first warms up and does not count.
 */
export async function interleave<K extends string>(
  shapes: Record<K, Shape>,
  { rounds, seconds }: Plan,
): Promise<Record<K, Figures[]>> {
  const names = Object.keys(shapes) as K[];
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    K,
    Figures[]
  >;
  for (let round = -1; round < rounds; round += 1) {
    for (const name of names) {
      const result = await run(shapes[name], seconds);
      if (round >= 0) figures[name].push(result);
    }
  }
  return figures;
}

/** Two kinds of requests, interleaved; the ratios are medians over the rounds. */
export async function compare(subject: Shape, reference: Shape, plan: Plan): Promise<Comparison> {
  const rounds = await interleave({ reference, subject }, plan);
  return {
    throughput: ratio("throughput", rounds.subject, rounds.reference),
    p99: ratio("p99", rounds.subject, rounds.reference),
    subject: middle(rounds.subject),
    reference: middle(rounds.reference),
  };
}
