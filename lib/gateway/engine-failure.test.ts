import { describe, expect, test } from "vitest";
import {
  badAnswer,
  disconnected,
  type EngineFailure,
  failureOf,
  sanitized,
  timedOut,
  unreachable,
} from "./engine-failure";

const toldOf = ({ problem, remedy, retryAfter }: EngineFailure) => [
  problem.code,
  remedy,
  retryAfter,
];

/** What an engine's answer means, if it says `message`. */
function failed(status: number, message = "it broke", retryAfter: number | null = null) {
  return failureOf({ status, message, retryAfter, secrets: ["gpu-box", "sekret"] });
}

describe("an engine's error", () => {
  test.each([
    [400, "engine_refused", "never"],
    [401, "engine_error", "other"],
    [403, "engine_error", "other"],
    [404, "engine_error", "other"],
    [413, "payload_too_large", "never"],
    [422, "engine_refused", "never"],
    [429, "engine_rate_limited", "again"],
    [500, "engine_error", "again"],
    [501, "engine_error", "other"],
    [502, "engine_error", "again"],
    [503, "engine_unavailable", "again"],
    [504, "engine_error", "again"],
  ])("of status %i is %s; what helps: %s", (status, code, remedy) => {
    expect(toldOf(failed(status))).toEqual([code, remedy, null]);
  });

  test.each([
    [400, "the request exceeds the available context size"],
    [500, "input length exceeds maximum context length"],
    [413, "This model's maximum context length is 8192 tokens"],
    [400, "prompt is too long: 9000 tokens"],
  ])("of status %i is about the context if it says %j, which fails everywhere", (status, text) => {
    expect(toldOf(failed(status, text))).toEqual(["context_length_exceeded", "never", null]);
  });

  test("is about loading only with status 503, and asks clients to come again in 5 seconds", () => {
    const loading = failed(503, "Loading model");
    expect(toldOf(loading)).toEqual(["model_loading", "load", null]);
    expect(loading.problem.retryAfter).toBe(5);
    expect(failed(500, "Loading model").problem.code).toBe("engine_error");
  });

  test.each(["this model does not support images", "unsupported", "no mmproj"])(
    "of its own is about what it cannot do if it says %j",
    (text) => {
      expect(toldOf(failed(500, text))).toEqual(["unsupported_parameter", "never", null]);
      expect(failed(400, text).problem.code).toBe("engine_refused");
    },
  );

  test("passes on how long the engine asks to wait, else a second", () => {
    for (const status of [429, 503]) {
      expect(failed(status, "busy", 7000)).toMatchObject({ retryAfter: 7000 });
      expect(failed(status, "busy", 7000).problem.retryAfter).toBe(7);
      expect(failed(status).problem.retryAfter).toBe(1);
      expect(failed(status, "busy", 0).problem.retryAfter).toBeUndefined();
    }
  });

  test("shows the engine's message without its host and key, or its status if there is none", () => {
    expect(failed(400, "gpu-box refused sekret").problem.message).toBe(
      "The engine refused the request: ••• refused •••",
    );
    expect(failed(500, " ").problem.message).toBe("The engine failed: status 500");
  });

  test("of a refused key does not quote the engine, which may repeat the key", () => {
    expect(failed(401, "bad key x-y-z").problem.message).not.toContain("x-y-z");
  });
});

test("a message is at most 500 characters on one line", () => {
  expect(sanitized("x ".repeat(400))).toHaveLength(500);
  expect(sanitized("x".repeat(501))).toBe(`${"x".repeat(499)}…`);
  expect(sanitized("x".repeat(500))).toBe("x".repeat(500));
});

test("a failure without an answer says what happened, and what may follow", () => {
  expect(toldOf(unreachable())).toEqual(["engine_unavailable", "again", null]);
  expect(toldOf(disconnected())).toEqual(["engine_error", "again", null]);
  expect(toldOf(badAnswer("not JSON"))).toEqual(["engine_bad_answer", "never", null]);
  expect(badAnswer("not JSON").problem.message).toBe("not JSON");
});

test.each([
  [
    "first_token",
    "first_token_timeout",
    "again",
    "The engine did not start to answer within 1.5 s.",
  ],
  ["silence", "silence_timeout", "never", "The engine sent nothing for 1.5 s."],
  ["load", "model_loading", "never", "The model was not loaded within 1.5 s."],
] as const)("a time limit of %s is %s; what helps: %s", (kind, code, remedy, message) => {
  const failure = timedOut(kind, 1500);
  expect([failure.problem.code, failure.remedy, failure.message]).toEqual([code, remedy, message]);
  expect(timedOut(kind, 3_600_000).message).toContain("3,600 s");
});
