import { describe, expect, test } from "vitest";
import type { GatewayRequest } from "./schema";
import { hourlySums, startOf } from "./sums";

function request(set: Partial<GatewayRequest> = {}): GatewayRequest {
  return {
    ...{ id: "r", time: "2030-01-31T09:59:59.999Z", user_id: "u", key_id: "k", task: "primary" },
    ...{ profile_id: "p", revision: 3, model: "m", engine_id: "e", engine: "Local" },
    ...{ path: "/v1/chat/completions", stream: false, status: 200, code: null, attempts: 1 },
    ...{ finish: "stop", tokens_in: 7, tokens_out: 5, tokens_cached: 2, tokens_reasoning: 1 },
    ...{ first_output_ms: 40, total_ms: 100, queue_ms: 0, load_ms: null, context_granted: null },
    ...{ dropped: [], stopped_by: null, ...set },
  };
}

test.each([
  ["hour", "2030-01-31T09:59:59.999Z", "2030-01-31T09:00:00.000Z"],
  ["hour", "2030-01-31T00:00:00.000Z", "2030-01-31T00:00:00.000Z"],
  ["day", "2030-01-31T23:59:59.999Z", "2030-01-31T00:00:00.000Z"],
] as const)("the %s of %s starts at %s", (by, time, start) => {
  expect(startOf(by, time)).toBe(start);
});

describe("hourly sums", () => {
  test("of no requests are none", () => {
    expect(hourlySums([])).toEqual([]);
  });

  test("add up requests of the same hour that share everything they are grouped by", () => {
    const sums = hourlySums([request(), request({ time: "2030-01-31T09:00:00.000Z" })]);
    expect(sums).toEqual([
      {
        ...{ hour: "2030-01-31T09:00:00.000Z", user_id: "u", key_id: "k", task: "primary" },
        ...{ profile_id: "p", revision: 3, model: "m", engine: "Local" },
        ...{ requests: 2, errors: 0, cancelled: 0, stopped: 0 },
        ...{ tokens_in: 14, tokens_out: 10, tokens_cached: 4, tokens_reasoning: 2 },
        ...{ first_outputs: 2, first_output_ms: 80, total_ms: 200 },
      },
    ]);
  });

  test.each<[string, Partial<GatewayRequest>]>([
    ["hour", { time: "2030-01-31T10:00:00.000Z" }],
    ["user", { user_id: "v" }],
    ["key", { key_id: null }],
    ["task", { task: null }],
    ["profile", { profile_id: null }],
    ["revision", { revision: 4 }],
    ["model", { model: "n" }],
    ["engine", { engine: null }],
  ])("keep requests apart that differ in their %s", (_what, set) => {
    expect(hourlySums([request(), request(set)]).map(({ requests }) => requests)).toEqual([1, 1]);
  });

  test("store an empty text or 0 for what is unknown", () => {
    const unknown = { key_id: null, task: null, profile_id: null, revision: null };
    const [sums] = hourlySums([request({ ...unknown, model: null, engine: null })]);
    expect(sums).toMatchObject({ key_id: "", task: "", profile_id: "", revision: 0 });
    expect(sums).toMatchObject({ model: "", engine: "" });
  });

  test.each([
    [200, { errors: 0, cancelled: 0 }],
    [399, { errors: 0, cancelled: 0 }],
    [400, { errors: 1, cancelled: 0 }],
    [499, { errors: 0, cancelled: 1 }],
    [503, { errors: 1, cancelled: 0 }],
  ])("count status %i as %j", (status, counts) => {
    expect(hourlySums([request({ status })])[0]).toMatchObject(counts);
  });

  test("count a response that the guard stopped", () => {
    expect(hourlySums([request({ stopped_by: "repetition" })])[0]).toMatchObject({ stopped: 1 });
  });

  test("leave a request without an output out of the times, and unknown tokens out of the tokens", () => {
    const failed = request({
      ...{ status: 503, first_output_ms: null, total_ms: 9000, tokens_in: null },
      ...{ tokens_out: null, tokens_cached: null, tokens_reasoning: null },
    });
    const [sums] = hourlySums([request(), failed]);
    expect(sums).toMatchObject({ requests: 2, first_outputs: 1, first_output_ms: 40 });
    expect(sums).toMatchObject({ total_ms: 100, tokens_in: 7, tokens_out: 5 });
    expect(sums).toMatchObject({ tokens_cached: 2, tokens_reasoning: 1 });
  });
});
