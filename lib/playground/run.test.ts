import { describe, expect, test } from "vitest";
import { openAiError } from "@/lib/http/openai-error";
import { AppError, ERRORS } from "@/lib/errors";
import { keysOf } from "@/lib/objects";
import { TASKS } from "@/lib/registry/tasks";
import { blankContent } from "@/lib/values/content";
import { gatewayContract } from "@/lib/gateway/contract";
import { remedyFor } from "./remedies";
import { firstInput } from "./first-inputs";
import { callFor, isInputEmpty, withValues } from "./requests";
import { cosine, ended, failureIn, NEW_RUN, withAnswer, withChunk } from "./run";
import { INPUTS } from "./schema";

const delta = (content: object, more: object = {}) => ({ choices: [{ delta: content }], ...more });

describe("a run", () => {
  test("collects text, thinking, counts and times from the chunks of a stream", () => {
    const chunks = [
      delta({ role: "assistant", content: "" }),
      delta({ reasoning: "Hm." }),
      delta({ content: "Hel" }),
      delta({ content: "lo" }),
      { choices: [{ delta: {}, finish_reason: "length" }] },
      {
        choices: [],
        usage: { prompt_tokens: 7, completion_tokens: 5 },
        mp: { tokens_per_second: 41.5, stopped_by: "repetition", usage_estimated: true },
      },
    ];
    let run = NEW_RUN;
    chunks.forEach((chunk, index) => (run = withChunk(run, chunk, index * 10)));
    expect(ended(run, 99)).toMatchObject({
      state: "done",
      text: "Hello",
      reasoning: "Hm.",
      firstMs: 10,
      totalMs: 99,
      tokensIn: 7,
      tokensOut: 5,
      tokensPerSecond: 41.5,
      isEstimated: true,
      finish: "length",
      stoppedBy: "repetition",
    });
  });

  test("keeps its text when the stream ends with an error, and fails", () => {
    const error = { error: { message: "the runner crashed", code: "engine_error" } };
    const run = ended(withChunk(withChunk(NEW_RUN, delta({ content: "A" }), 1), error, 2), 3);
    expect(run).toMatchObject({
      state: "failed",
      text: "A",
      failure: { code: "engine_error", message: "the runner crashed" },
    });
  });

  test("reads vectors, rankings and images, and ignores anything else", () => {
    const data = [{ embedding: [1, 0] }, { embedding: "AAAA" }, { b64_json: "iVBO" }, 7];
    const results = [{ index: 1, relevance_score: 0.9 }, null];
    expect(withAnswer(NEW_RUN, { data, results, usage: { prompt_tokens: 3 } })).toMatchObject({
      vectors: [[1, 0]],
      images: ["data:image/png;base64,iVBO"],
      ranking: [{ index: 1, score: 0.9 }],
      tokensIn: 3,
    });
    expect(withAnswer(NEW_RUN, null)).toEqual(NEW_RUN);
  });

  test("counts the first output from text or from thinking, once", () => {
    const started = withChunk(NEW_RUN, delta({ content: "" }), 5);
    expect(started.firstMs).toBeNull();
    const spoken = withChunk(started, delta({ content: "A" }), 9);
    expect(spoken.firstMs).toBe(9);
    expect(withChunk(spoken, delta({ reasoning: "B" }), 20).firstMs).toBe(9);
  });

  test("keeps what an earlier chunk told if a later one does not tell it", () => {
    const usage = { prompt_tokens: 7, completion_tokens: 5 };
    const mp = { tokens_per_second: 2, stopped_by: "repetition", usage_estimated: true };
    const told = withChunk(NEW_RUN, { choices: [{ finish_reason: "stop" }], usage, mp }, 1);
    expect(withChunk(told, { choices: [], usage: { prompt_tokens: "8" }, mp: {} }, 2)).toEqual(
      told,
    );
    expect(withChunk(told, "noise", 2)).toEqual(told);
  });

  test("stays stopped or failed at its end, and only a running one is done", () => {
    expect(ended({ ...NEW_RUN, state: "stopped" }, 4)).toMatchObject({
      state: "stopped",
      totalMs: 4,
    });
    expect(ended({ ...NEW_RUN, state: "failed" }, 4).state).toBe("failed");
  });
});

describe("a failure", () => {
  test.each([
    [{ error: { code: "queue_full", message: "full" } }, "queue_full", "full"],
    [{ code: "not_found", detail: "No page." }, "not_found", "No page."],
    [{ error: "down" }, "unknown", "The server answered with status 502."],
    [{ error: { code: 7, message: "" } }, "unknown", "The server answered with status 502."],
    [null, "unknown", "The server answered with status 502."],
  ])("in the body %j has code %j and message %j", (body, code, message) => {
    expect(failureIn(body, 502)).toEqual({ code, message });
  });

  test("may be retried only if the same request may succeed later", () => {
    for (const code of ["queue_full", "engine_unavailable", "unreachable", "of_another_version"]) {
      expect(remedyFor({ code }).mayRetry, code).toBe(true);
    }
    for (const code of ["context_length_exceeded", "invalid_parameter", "invalid_api_key"]) {
      expect(remedyFor({ code }).mayRetry, code).toBeUndefined();
    }
  });

  test("of an engine leads to the engines; one of the request does not", () => {
    expect(remedyFor({ code: "no_engine_for_model" }).leadsTo).toBe("engines");
    expect(remedyFor({ code: "invalid_parameter" }).leadsTo).toBeUndefined();
  });
});

test("similarity is 1 for the same direction, 0 for a right angle or nothing, -1 for the opposite", () => {
  expect(cosine([1, 2], [2, 4])).toBeCloseTo(1);
  expect(cosine([1, 0], [0, 3])).toBe(0);
  expect(cosine([1, 0], [-1, 0])).toBe(-1);
  expect(cosine([0, 0], [1, 1])).toBe(0);
});

test("every error that a request to the gateway can end with has its own advice", () => {
  const unknown = remedyFor({ code: "?" });
  const elsewhere = ["model_not_allowed", "user_not_found", "internal_error"];
  for (const code of gatewayContract.chat.errors.filter((each) => !elsewhere.includes(each))) {
    const shown = failureIn(openAiError(new AppError(code, "x")), ERRORS[code].status);
    expect(remedyFor(shown), code).not.toEqual(unknown);
  }
});

test("each task starts with an input of its kind, which is sent to the endpoint of its kind", () => {
  for (const task of TASKS) {
    const input = firstInput(task);
    expect(INPUTS[task.kind].parse(input)).toEqual(input);
    expect(isInputEmpty(input)).toBe(false);
    const { path, body } = callFor({ task, draft: null, profileId: null }, input);
    const paths = keysOf(gatewayContract).map((name) => gatewayContract[name].path);
    expect(paths).toContain(path);
    expect(body).toMatchObject({ model: `task:${task.key}`, ...input });
    expect(body).not.toHaveProperty("mp");
  }
});

test("a draft is sent with the profile that it changes, and values replace others by path", () => {
  const [task] = TASKS;
  const content = { ...blankContent(1, "a"), parameters: { top_k: 4, temperature: 0.5 } };
  const draft = withValues(content, {
    model_name: "b",
    system_prompt: "Be brief.",
    "parameters.top_k": undefined,
    "parameters.temperature": 0,
    "image_settings.width": 512,
  });
  expect(draft).toMatchObject({
    model_name: "b",
    system_prompt: "Be brief.",
    parameters: { temperature: 0 },
    image_settings: { width: 512 },
  });
  expect(draft.parameters).not.toHaveProperty("top_k");
  if (!task) throw new Error("there are tasks");
  const { body } = callFor({ task, draft, profileId: "id" }, { prompt: "x" });
  expect(body.mp).toEqual({ profile: { ...draft, id: "id" } });
});
