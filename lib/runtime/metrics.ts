import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";
import { singleton } from "./process";

const PREFIX = "model_profiles_";

/** Seconds. */
const REQUEST_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const DATABASE_BUCKETS = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** Plain numbers by name: for what is counted on the path of most requests. */
type Counts<Name extends string> = Record<Name, number>;

/** A counter whose values are plain numbers, which are read when somebody asks for them. */
function counted<Name extends string>(
  registry: Registry,
  name: string,
  help: string,
  label: string,
  counts: Counts<Name>,
): Counts<Name> {
  new Counter({
    name: PREFIX + name,
    help,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset();
      for (const [value, count] of Object.entries<number>(counts))
        this.inc({ [label]: value }, count);
    },
  });
  return counts;
}

function makeMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: `${PREFIX}http_requests_total`,
      help: "Requests by the pattern of their address, method and status",
      labelNames: ["route", "method", "status"] as const,
      registers,
    }),
    requestSeconds: new Histogram({
      name: `${PREFIX}http_request_duration_seconds`,
      help: "Seconds from a request's arrival to the end of its answer",
      labelNames: ["route", "method"] as const,
      buckets: REQUEST_BUCKETS,
      registers,
    }),
    readSeconds: new Histogram({
      name: `${PREFIX}database_read_duration_seconds`,
      help: "Seconds of a query outside transactions",
      buckets: DATABASE_BUCKETS,
      registers,
    }),
    transactionSeconds: new Histogram({
      name: `${PREFIX}database_transaction_duration_seconds`,
      help: "Seconds of a write transaction, from when it was asked for: it waits for those before it",
      labelNames: ["outcome"] as const,
      buckets: DATABASE_BUCKETS,
      registers,
    }),
    cache: counted(
      registry,
      "commit_cache_lookups_total",
      "Answers and keys that were looked for among what is kept until the next commit",
      "result",
      { hit: 0, miss: 0 },
    ),
    resolved: counted(
      registry,
      "resolutions_total",
      "Resolutions that were answered, by whose choice was in force",
      "source",
      { user: 0, system: 0, fallback: 0 },
    ),
  };
}

/** What this process counts of itself; `/api/metrics` shows it. */
export function metrics(): ReturnType<typeof makeMetrics> {
  return singleton("metrics", makeMetrics);
}
