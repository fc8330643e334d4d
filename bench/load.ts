import autocannon from "autocannon";

/** A kind of request, asked again and again. */
export interface Shape {
  origin: string;
  method: "GET" | "POST" | "PATCH";
  /** One or several, taken in turn. */
  requests: { path: string; headers?: Record<string, string>; body?: () => string }[];
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

async function run(shape: Shape, seconds: number): Promise<Figures> {
  const requests = shape.requests.map(({ path, headers, body }) => ({
    method: shape.method,
    path,
    headers: { "content-type": "application/json", ...headers },
    ...(body
      ? { setupRequest: (request: autocannon.Request) => ({ ...request, body: body() }) }
      : {}),
  }));
  const result = await autocannon({
    url: shape.origin,
    connections: CONNECTIONS,
    duration: seconds,
    requests,
  });
  if (result.non2xx + result.errors > 0) {
    throw new Error(
      `${shape.requests[0]?.path}: ${result.non2xx} refused, ${result.errors} failed`,
    );
  }
  const { p50, p99 } = result.latency;
  return { throughput: result.requests.total / result.duration, p50, p99 };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function middle(rounds: readonly Figures[]): Figures {
  const of = (name: keyof Figures) => median(rounds.map((round) => round[name]));
  return { throughput: of("throughput"), p50: of("p50"), p99: of("p99") };
}

/**
 * Two kinds of requests in turn, round by round, so that both see the same machine; the ratios are
 * medians over the rounds.
 */
export async function compare(
  subject: Shape,
  reference: Shape,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Comparison> {
  const [subjects, references]: [Figures[], Figures[]] = [[], []];
  await run(subject, seconds);
  await run(reference, seconds);
  for (let round = 0; round < rounds; round += 1) {
    references.push(await run(reference, seconds));
    subjects.push(await run(subject, seconds));
  }
  const ratio = (name: keyof Figures) =>
    median(subjects.map((figures, n) => figures[name] / (references[n]?.[name] ?? Number.NaN)));
  return {
    throughput: ratio("throughput"),
    p99: ratio("p99"),
    subject: middle(subjects),
    reference: middle(references),
  };
}
