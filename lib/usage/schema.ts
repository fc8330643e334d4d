import { z } from "zod";
import { pageQuery } from "@/lib/http/pagination";
import { show } from "@/lib/registry/messages";
import { GROUPS, OWNERS } from "./words";

const count = z.number().int();
const milliseconds = z.number();

/** One request to the gateway: no text of it, no IP address, no key. */
export const gatewayRequest = z
  .object({
    id: z.string().meta({ description: "The response's `X-Request-Id`" }),
    time: z.string().meta({ description: "When it arrived" }),
    user_id: z.string().meta({ description: "For whom it was answered" }),
    key_id: z.string().nullable(),
    task: z.string().nullable(),
    profile_id: z.string().nullable(),
    revision: count.nullable(),
    model: z.string().nullable(),
    engine_id: z.string().nullable(),
    engine: z.string().nullable().meta({ description: "The engine's name at that time" }),
    path: z.string(),
    stream: z.boolean(),
    status: count.meta({ description: "499: the client disconnected" }),
    code: z.string().nullable().meta({ description: "The error's code" }),
    attempts: count,
    finish: z.string().nullable(),
    tokens_in: count.nullable(),
    tokens_out: count.nullable(),
    tokens_cached: count.nullable(),
    tokens_reasoning: count.nullable(),
    first_output_ms: milliseconds.nullable(),
    total_ms: milliseconds,
    queue_ms: milliseconds.nullable(),
    load_ms: milliseconds.nullable(),
    context_granted: count.nullable(),
    dropped: z.array(z.string()).meta({ description: "Values that the engine was not sent" }),
    stopped_by: z.string().nullable().meta({ description: "What the guard stopped it for" }),
  })
  .meta({ id: "GatewayRequest" });
export type GatewayRequest = z.infer<typeof gatewayRequest>;

const names = z.record(z.string(), z.string());

function choice<const T extends readonly string[]>(values: T) {
  return z.enum(values, {
    error: ({ input }) => `must be one of ${values.join(", ")}; you entered ${show(input)}`,
  });
}

const owner = choice(OWNERS)
  .default("all")
  .meta({ description: "me: your own; all: an admin's response has everyone's" });

export const requestsQuery = z.strictObject({ owner, ...pageQuery });
export type RequestsQuery = z.infer<typeof requestsQuery>;

export const requestsPage = z.object({
  data: z.array(gatewayRequest),
  next_cursor: z.string().nullable(),
  names: names.meta({
    description: "Current names of the users, profiles and keys in the page, by their ids",
  }),
});
export type RequestsPage = z.infer<typeof requestsPage>;

export const PERIODS = ["hour", "day", "all"] as const;

const time = z.iso
  .datetime({ offset: true, error: "must be an ISO 8601 time such as 2030-01-31T00:00:00Z" })
  .transform((value) => new Date(value).toISOString())
  .optional();

export const usageQuery = z.strictObject({
  from: time.meta({
    description:
      "The start of an hour or, by day, of a day; 24 hours, or 30 days, before `to` if not given",
  }),
  to: time.meta({ description: "Now if not given" }),
  by: choice(PERIODS).default("hour").meta({ description: "all: one sum" }),
  group: choice(GROUPS)
    .optional()
    .meta({ description: "Sums for each of them; without it, of all together" }),
  owner,
});
export type UsageQuery = z.infer<typeof usageQuery>;

/** Sums of requests. */
export const usageSums = z.object({
  requests: count,
  errors: count.meta({ description: "Requests with status 400 or higher, without 499" }),
  cancelled: count.meta({ description: "Requests whose client disconnected" }),
  answered: count.meta({ description: "Requests with an output" }),
  stopped: count.meta({ description: "Responses that the guard stopped" }),
  tokens_in: count,
  tokens_out: count,
  tokens_cached: count,
  tokens_reasoning: count,
});

export const usageRow = usageSums
  .extend({
    time: z.string().meta({ description: "The start of the hour or day, in UTC" }),
    group: z.string().nullable().meta({
      description: "An id, name or task; a revision is `<profile id>/3`. null: unknown or no group",
    }),
    first_output_ms: milliseconds
      .nullable()
      .meta({ description: "Average of the requests with an output" }),
    total_ms: milliseconds
      .nullable()
      .meta({ description: "Average of the requests with an output" }),
  })
  .meta({ id: "UsageRow" });
export type UsageRow = z.infer<typeof usageRow>;

export const usage = z
  .object({
    from: z.string(),
    to: z.string(),
    data: z.array(usageRow),
    names: names.meta({ description: "Current names of the profiles and keys, by their ids" }),
  })
  .meta({ id: "Usage" });
export type Usage = z.infer<typeof usage>;
