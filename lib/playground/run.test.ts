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
