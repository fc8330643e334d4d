import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { singleton } from "./process";

const PREFIX = "model_profiles_";

/** Seconds. */
const REQUEST_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const DATABASE_BUCKETS = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** Plain numbers by label, for counters that most requests increment. */
type Counts<Name extends string> = Record<Name, number>;

/** A counter whose values are plain numbers, read only when the metrics are requested. */
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

/** What the gateway's engines do now. */
function engineGauges(registers: Registry[]) {
  return {
    active: new Gauge({
      name: "gateway_active",
      help: "Requests that an engine is answering",
      labelNames: ["engine"] as const,
      registers,
    }),
    queue: new Gauge({
      name: "gateway_queue",
      help: "Requests that wait for an engine",
      labelNames: ["engine"] as const,
      registers,
    }),
    openBreakers: new Gauge({
      name: "gateway_breaker_open",
      help: "Models of an engine that are not called after repeated failures",
      labelNames: ["engine"] as const,
      registers,
    }),
  };
}

/** The gateway's metrics; the engine is the name that an admin gave it. */
function gatewayMetrics(registers: Registry[]) {
  return {
    ...engineGauges(registers),
    requests: new Counter({
      name: "gateway_requests_total",
      help: "Requests to the gateway by path, engine and status",
      labelNames: ["path", "engine", "status"] as const,
      registers,
    }),
    tokens: new Counter({
      name: "gateway_tokens_total",
      help: "Tokens by engine and type, as engines count them",
      labelNames: ["engine", "type"] as const,
      registers,
    }),
    firstOutput: new Histogram({
      name: "gateway_first_token_seconds",
      help: "Seconds from the engine's request to its first output",
      buckets: REQUEST_BUCKETS,
      registers,
    }),
    overhead: new Histogram({
      name: "gateway_overhead_seconds",
      help: "Seconds to resolve and translate a request, before an engine is asked",
      buckets: DATABASE_BUCKETS,
      registers,
    }),
    guarded: new Counter({
      name: "gateway_guard_total",
      help: "Answers that the guard stopped",
      labelNames: ["kind"] as const,
      registers,
    }),
    dropped: new Counter({
      name: "gateway_dropped_total",
      help: "Values that were not sent to an engine",
      labelNames: ["name", "engine"] as const,
      registers,
    }),
  };
}

function makeMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: `${PREFIX}http_requests_total`,
      help: "Requests by route, method and status",
      labelNames: ["route", "method", "status"] as const,
      registers,
    }),
    requestSeconds: new Histogram({
      name: `${PREFIX}http_request_duration_seconds`,
      help: "Seconds from a request's arrival to the end of its response",
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
      help: "Seconds of a write transaction, including its wait for earlier ones",
      labelNames: ["outcome"] as const,
      buckets: DATABASE_BUCKETS,
      registers,
    }),
    cache: counted(
      registry,
      "commit_cache_lookups_total",
      "Lookups of responses, API keys and sessions in the cache that each commit clears",
      "result",
      { hit: 0, miss: 0 },
    ),
    gateway: gatewayMetrics(registers),
    resolved: counted(
      registry,
      "resolutions_total",
      "Resolutions by the source of the profile",
      "source",
      { user: 0, system: 0, fallback: 0 },
    ),
  };
}

/** The metrics of this process, for `/api/metrics`. */
export function metrics(): ReturnType<typeof makeMetrics> {
  return singleton("metrics", makeMetrics);
}
