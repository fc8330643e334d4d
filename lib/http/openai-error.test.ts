import { describe, expect, test } from "vitest";
import { AppError, type ErrorCode, ERRORS, type Fault } from "@/lib/errors";
import { keysOf } from "@/lib/objects";
import { openAiError, openAiErrorSchema, openAiStatus } from "./openai-error";

const fault = (path: string, message = `${path} is wrong`): Fault => ({ path, code: "x", message });
const told = (code: ErrorCode, errors?: Fault[]) =>
  openAiError(new AppError(code, "It failed.", errors ? { errors } : {})).error;

describe("an error in OpenAI's format", () => {
  test.each(keysOf(ERRORS))("of %s has a text, a type and a code", (code) => {
    const error = new AppError(code, "It failed.");
    expect(openAiErrorSchema.parse(openAiError(error))).toEqual(openAiError(error));
    // Clients would send the same request again.
    expect([409, 415, 422]).not.toContain(openAiStatus(error));
  });

  test.each([
    ["unauthenticated", "authentication_error", "invalid_api_key"],
    ["permission_denied", "permission_error", "insufficient_scope"],
    ["profile_not_found", "not_found_error", "model_not_found"],
    ["rate_limited", "rate_limit_error", "rate_limited"],
    ["engine_unavailable", "server_error", "engine_unavailable"],
    ["malformed_json", "invalid_request_error", "invalid_body"],
    ["validation_failed", "invalid_request_error", "invalid_parameter"],
    ["quota_exceeded", "invalid_request_error", "quota_exceeded"],
  ] as const)("of %s is of type %s with code %s", (code, type, name) => {
    expect(told(code)).toEqual({ message: "It failed.", type, code: name, param: null });
  });

  test.each([
    ["quota_exceeded", 400],
    ["unsupported_media_type", 400],
    ["validation_failed", 400],
    ["profile_not_found", 404],
    ["rate_limited", 429],
    ["database_unavailable", 503],
  ] as const)("of %s has status %i", (code, status) => {
    expect(openAiStatus(new AppError(code, "It failed."))).toBe(status);
  });

  test("names the first fault's place, and the first five faults in its text", () => {
    const places = ["temperature", "top_p", "n", "stop", "seed", "user", "tools"];
    expect(
      told(
        "validation_failed",
        places.map((path) => fault(path)),
      ),
    ).toMatchObject({
      param: "temperature",
      message:
        "temperature is wrong; top_p is wrong; n is wrong; stop is wrong; seed is wrong; and 2 more.",
    });
    expect(told("validation_failed", [fault("n")]).message).toBe("n is wrong.");
    expect(told("validation_failed", []).message).toBe("It failed.");
  });

  test("is about the body if its fault is of no member", () => {
    const body = fault("", "The body must be an object");
    expect(told("validation_failed", [body])).toMatchObject({ code: "invalid_body", param: null });
    expect(told("unsupported_parameter", [body]).code).toBe("unsupported_parameter");
  });
});
