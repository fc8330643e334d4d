import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { modelEntry } from "@/lib/models/schema";
import { ENGINE_KINDS, type Engine } from "@/lib/registry/engines";
import { BLANK_CONTENT } from "@/lib/values/content";
import { inherit, type Link } from "@/lib/values/inherit";
import { merge, type Resolution } from "./merge";
import { refusalForAll } from "./refusals";
import { type ChatRequest, REQUEST_SCHEMAS } from "./request-schema";
import { translate } from "./translate";
import { parametersIn } from "./values-schema";

const MODEL = modelEntry.parse({
  id: "m",
  name: "m",
  model: "m",
  task: "TextToText",
  provider: "p",
  details: { context_length: 8192 },
  parameters: { min_p: 0.05 },
});

function resolutionOf(profile: Partial<Link>): Resolution {
  const link: Link = { ...BLANK_CONTENT, id: "p", model_name: "m", ...profile };
  const own = inherit([link], MODEL, "text");
  return {
    chain: [link],
    profile: null,
    task: null,
    kind: "text",
    model: MODEL,
    limits: [],
    own,
    warnings: [],
    keepsTexts: false,
  };
}

function translated(engine: Engine, body: ChatRequest, profile: Partial<Link> = {}) {
  const request = { operation: "chat", body } as const;
  const resolution = resolutionOf(profile);
  const parameters = parametersIn(body, REQUEST_SCHEMAS.chat.shape);
  const merged = merge(resolution, { parameters, image_settings: null });
  const options = {
    engine,
    model: "there",
    promptMode: "prepend",
    refused: new Set<string>(),
  } as const;
  return { merged, result: translate(request, resolution, merged, options) };
}

const message = fc.oneof(
  fc.record({ role: fc.constantFrom("system", "developer", "user"), content: fc.string() }),
  fc.record({
    role: fc.constant("assistant"),
    content: fc.string(),
    reasoning: fc.string(),
    name: fc.string(),
  }),
  fc.record({ role: fc.constant("user"), content: fc.string(), secret: fc.string() }),
  fc.record({ role: fc.constant("tool"), content: fc.string(), tool_call_id: fc.string() }),
);
const tools = fc.array(
  fc.record({
    type: fc.constant("function"),
    function: fc.record({
      name: fc.string(),
      parameters: fc.constant({ type: "object" }),
      extra: fc.string(),
    }),
  }),
  { maxLength: 2 },
);

/** Requests with members that engines take, members that they do not take, and members that nobody knows. */
const requests = fc
  .record(
    {
      temperature: fc.double({ min: 0, max: 2, noNaN: true }),
      top_p: fc.double({ min: 0, max: 1, noNaN: true }),
      top_k: fc.integer({ min: 0, max: 200 }),
      min_p: fc.constantFrom(0, 0.1, null),
      typical_p: fc.constantFrom(0.5, 1),
      seed: fc.constantFrom(-1, 0, 7, null),
      repetition_penalty: fc.constantFrom(1, 1.1),
      repeat_last_n: fc.constantFrom(-1, 0, 64),
      presence_penalty: fc.constantFrom(-1, 0, 1),
      max_tokens: fc.integer({ min: 1, max: 5000 }),
      stop: fc.oneof(
        fc.constantFrom("END", null),
        fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e")),
      ),
      reasoning_effort: fc.constantFrom("none", "low", "high", null),
      n: fc.constantFrom(1, 2),
      logprobs: fc.boolean(),
      tools,
      tool_choice: fc.constantFrom("auto", "none", "required"),
      parallel_tool_calls: fc.boolean(),
      response_format: fc.constantFrom({ type: "text" }, { type: "json_object" }),
      logit_bias: fc.constant({ "50256": -100 }),
      user: fc.string(),
      metadata: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
      store: fc.boolean(),
      num_ctx: fc.integer(),
      keep_alive: fc.constantFrom("5m", -1),
      "x-secret": fc.string(),
    },
    { requiredKeys: [] },
  )
  .chain((members) =>
    fc
      .record({
        model: fc.constant("m"),
        messages: fc.array(message, { minLength: 1, maxLength: 4 }),
      })
      .map((base) => ({
        ...base,
        ...members,
      })),
  );

/** The members of an engine's request, by all the names that the tables give them. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  repetition_penalty: ["repeat_penalty", "repetition_penalty"],
  max_tokens: ["max_tokens", "num_predict", "n_predict", "max_completion_tokens"],
  reasoning_effort: ["think", "reasoning_effort", "chat_template_kwargs"],
  response_format: ["response_format", "format"],
};
/** Members that the gateway uses itself, or that mean nothing as they are. */
function isUsedHere(name: string, body: ChatRequest): boolean {
  if (["model", "messages", "stream"].includes(name)) return true;
  if (name === "tool_choice" && body.tool_choice === "auto") return true;
  const hasTools = (body.tools?.length ?? 0) > 0;
  if (["tools", "tool_choice", "parallel_tool_calls"].includes(name))
    return !hasTools || body.tool_choice === "none";
  const isDefault = {
    n: body.n === 1,
    logprobs: body.logprobs === false,
    response_format: body.response_format?.type === "text",
  };
  return name in isDefault ? isDefault[name as keyof typeof isDefault] : body[name] === null;
}

describe("of 1,000 generated requests to each engine", () => {
  test.each(ENGINE_KINDS)("every member is sent, changed, dropped or refused: %s", (engine) => {
    const check = (raw: object) => {
      const parsed = REQUEST_SCHEMAS.chat.safeParse(raw);
      if (!parsed.success) return;
      const body = parsed.data;
      if (refusalForAll({ operation: "chat", body })) return;
      const { result, merged } = translated(engine, body, { parameters: { max_tokens: 900 } });
      if (result instanceof AppError) return;
      const { report, call } = result;
      const sent: Record<string, unknown> = {
        ...call.body,
        ...(call.body.options as object | undefined),
      };
      // What was left out already: by the model, or for the task.
      const accounted = new Set([...report.dropped, ...report.changed].map(({ name }) => name));
      for (const name of Object.keys(raw)) {
        const names = [name, ...(NAMES[name] ?? [])];
        const isKnown = names.some((each) => each in sent || accounted.has(each));
        if (isKnown || isUsedHere(name, body)) continue;
        const isWarned = merged.warnings.some(({ message: text }) => text.includes("not sent"));
        expect(isWarned, `${name} of ${JSON.stringify(raw)} in ${JSON.stringify(sent)}`).toBe(true);
      }
    };
    fc.assert(fc.property(requests, check), { numRuns: 1000, seed: 13 });
  });

  test.each(ENGINE_KINDS)("nothing that nobody knows is sent: %s", (engine) => {
    const check = (raw: object) => {
      const parsed = REQUEST_SCHEMAS.chat.safeParse({
        ...raw,
        unknown_member: "leak",
        user: "leak",
      });
      if (!parsed.success) return;
      const { result } = translated(engine, parsed.data);
      if (result instanceof AppError) return;
      const text = JSON.stringify(result.call.body);
      for (const name of [
        "leak",
        "x-secret",
        '"secret"',
        "metadata",
        "keep_alive",
        '"extra"',
        '"store"',
      ]) {
        expect(text).not.toContain(name);
      }
    };
    fc.assert(fc.property(requests, check), { numRuns: 300, seed: 17 });
  });
});

describe("values of caller and profile", () => {
  const hello = { model: "m", messages: [{ role: "user", content: "Hello" }] };
  const merged = (body: object, profile: Partial<Link>) =>
    translated("llama_cpp", REQUEST_SCHEMAS.chat.parse({ ...hello, ...body }), profile).merged;

  test("the caller's come first, then the profile's, then the model's", () => {
    const { effective, sources, overridden } = merged(
      { temperature: 0.9 },
      { parameters: { temperature: 0.2, top_k: 5 } },
    );
    expect(effective.parameters).toEqual({ temperature: 0.9, top_k: 5, min_p: 0.05 });
    expect(sources).toMatchObject({
      "parameters.temperature": "caller",
      "parameters.top_k": "profile",
      "parameters.min_p": "model",
    });
    expect(overridden).toEqual(["temperature"]);
  });

  test("the smaller of two caps applies, whoever sets it", () => {
    const profile = { parameters: { max_tokens: 100 } };
    const larger = merged({ max_tokens: 500 }, profile);
    expect(larger.effective.parameters.max_tokens).toBe(100);
    expect(larger.changed).toMatchObject([{ name: "max_tokens", from: 500, to: 100 }]);
    expect(merged({ max_tokens: 50 }, profile).effective.parameters.max_tokens).toBe(50);
  });

  test("stop strings are merged, the caller's first", () => {
    const { effective } = merged({ stop: ["c", "a"] }, { parameters: { stop: ["a", "b"] } });
    expect(effective.parameters.stop).toEqual(["c", "a", "b"]);
  });

  test("null is not sent", () => {
    const { effective } = merged({ temperature: null }, { parameters: { temperature: 0.2 } });
    expect(effective.parameters.temperature).toBe(0.2);
  });
});
