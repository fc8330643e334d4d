import { DISCONNECTED } from "@/lib/errors";
import { keysOf } from "@/lib/objects";
import type { GatewayRequest } from "./schema";

/** What the sums of an hour are grouped by; an empty text or 0 is unknown. */
interface HourKey {
  hour: string;
  user_id: string;
  key_id: string;
  task: string;
  profile_id: string;
  revision: number;
  model: string;
  engine: string;
}

/** The sums of some requests of an hour. */
export interface HourSums extends HourKey {
  requests: number;
  errors: number;
  cancelled: number;
  stopped: number;
  tokens_in: number;
  tokens_out: number;
  tokens_cached: number;
  tokens_reasoning: number;
  first_outputs: number;
  first_output_ms: number;
  total_ms: number;
}

/** The start of an hour or day, for any time in it. */
export function startOf(by: "hour" | "day", iso: string): string {
  return by === "hour" ? `${iso.slice(0, 13)}:00:00.000Z` : `${iso.slice(0, 10)}T00:00:00.000Z`;
}

function keyOf(request: GatewayRequest): HourKey {
  return {
    hour: startOf("hour", request.time),
    user_id: request.user_id,
    key_id: request.key_id ?? "",
    task: request.task ?? "",
    profile_id: request.profile_id ?? "",
    revision: request.revision ?? 0,
    model: request.model ?? "",
    engine: request.engine ?? "",
  };
}

function sumsOf(request: GatewayRequest) {
  const { status, first_output_ms } = request;
  return {
    requests: 1,
    errors: status >= 400 && status !== DISCONNECTED ? 1 : 0,
    cancelled: status === DISCONNECTED ? 1 : 0,
    stopped: request.stopped_by === null ? 0 : 1,
    tokens_in: request.tokens_in ?? 0,
    tokens_out: request.tokens_out ?? 0,
    tokens_cached: request.tokens_cached ?? 0,
    tokens_reasoning: request.tokens_reasoning ?? 0,
    first_outputs: first_output_ms === null ? 0 : 1,
    first_output_ms: first_output_ms ?? 0,
    total_ms: first_output_ms === null ? 0 : request.total_ms,
  };
}

/** The hourly sums of the requests, one entry for each combination of what they are grouped by. */
export function hourlySums(requests: readonly GatewayRequest[]): HourSums[] {
  const found = new Map<string, HourSums>();
  for (const request of requests) {
    const key = keyOf(request);
    const name = JSON.stringify(key);
    const sums = sumsOf(request);
    const known = found.get(name);
    if (known) for (const field of keysOf(sums)) known[field] += sums[field];
    else found.set(name, { ...key, ...sums });
  }
  return [...found.values()];
}
