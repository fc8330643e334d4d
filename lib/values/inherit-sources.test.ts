import { describe, expect, test } from "vitest";
import type { TaskKind, Values } from "@/lib/registry/types";
import { BLANK_CONTENT } from "./content";
import { inherit, type Link, rebase } from "./inherit";
import { type Bound, limitsFor } from "./limits";
import type { JudgedModel } from "./model";

const EMPTY = { ...BLANK_CONTENT, model_name: "m" };

/** The profile itself is `p`; its bases are `a`, `b` and so on. */
const chainOf = (...links: Partial<Link>[]): Link[] =>
  links.map((fields, index) => ({
    ...EMPTY,
    id: "pabcdef"[index] ?? "",
    name: String(index),
    ...fields,
  }));

const MODEL: JudgedModel = {
  id: "m",
  name: "m",
  task: "TextToText",
  details: { family: null, context_length: 8192 },
  parameters: { temperature: 0.6 },
};

const bound = (fields: Partial<Bound>): Bound => ({
  id: "x",
  path: "parameters.temperature",
  task: null,
  set_by_name: "Ada",
  updated_at: "",
  ...fields,
});

interface Case {
  chain: Link[];
  kind?: TaskKind;
  model?: JudgedModel | null;
  bounds?: Bound[];
}

function sourceOf(path: string, { chain, kind = "text", model = MODEL, bounds = [] }: Case) {
  const { effective, provenance, warnings } = inherit(
    chain,
    model ?? undefined,
    kind,
    limitsFor(bounds, undefined),
  );
  const [section = "", name = ""] = path.split(".");
  const values: Values =
    section === "parameters" || section === "circuit_breaker"
      ? effective[section]
      : ((section === "gpu_config" ? effective.gpu_config : effective.image_settings) ?? {});
  return {
    value: values[name],
    source: provenance[path],
    warnings: warnings.map(({ code }) => code),
  };
}

const hot = { parameters: { temperature: 1.5 } };
const mild = { parameters: { temperature: 0.3 } };

describe("where a value comes from", () => {
  test.each<[string, Case, unknown, string | undefined]>([
    ["the profile's own", { chain: chainOf(hot, mild) }, 1.5, "profile"],
    ["its base's", { chain: chainOf({}, mild) }, 0.3, "base:a"],
    ["its base's base's", { chain: chainOf({}, {}, mild) }, 0.3, "base:b"],
    ["the model's own", { chain: chainOf({}, {}) }, 0.6, "model"],
    ["nowhere, without a model", { chain: chainOf({}), model: null }, undefined, undefined],
    [
      "nowhere, for a task without it",
      { chain: chainOf(hot), kind: "embedding" },
      undefined,
      undefined,
    ],
    ["a limit, where it caps", { chain: chainOf(hot), bounds: [bound({ max: 1 })] }, 1, "bound"],
    [
      "a limit, where it raises",
      { chain: chainOf(mild), bounds: [bound({ min: 0.5 })] },
      0.5,
      "bound",
    ],
    [
      "the profile, within a limit",
      { chain: chainOf(mild), bounds: [bound({ max: 1 })] },
      0.3,
      "profile",
    ],
    ["a fixed limit, over all", { chain: chainOf(hot), bounds: [bound({ fixed: 0 })] }, 0, "bound"],
    [
      "a fixed limit, set by nobody",
      { chain: chainOf({}), model: null, bounds: [bound({ fixed: 0 })] },
      0,
      "bound",
    ],
    [
      "nowhere: a range sets nothing",
      { chain: chainOf({}), model: null, bounds: [bound({ max: 1 })] },
      undefined,
      undefined,
    ],
    [
      "a limit, over the model's own",
      { chain: chainOf({}), bounds: [bound({ max: 0.5 })] },
      0.5,
      "bound",
    ],
  ])("temperature: %s", (_from, given, value, source) => {
    expect(sourceOf("parameters.temperature", given)).toMatchObject({ value, source });
  });

  test("the circuit breaker's: the nearest, and last the built-in defaults", () => {
    const chain = chainOf(
      { circuit_breaker: { max_retries: 0 } },
      { circuit_breaker: { max_retries: 5, cooldown_period: 7 } },
    );
    const source = (name: string) => sourceOf(`circuit_breaker.${name}`, { chain });
    expect(source("max_retries")).toMatchObject({ value: 0, source: "profile" });
    expect(source("cooldown_period")).toMatchObject({ value: 7, source: "base:a" });
    expect(source("base_timeout")).toMatchObject({ value: 60, source: "lab" });
  });

  test("an image task's, and its seed; for other tasks image settings are left out", () => {
    const chain = chainOf({ image_settings: { width: 512 }, parameters: { seed: 7, top_k: 3 } });
    expect(sourceOf("image_settings.width", { chain, kind: "image" })).toMatchObject({
      value: 512,
      source: "profile",
    });
    expect(sourceOf("parameters.seed", { chain, kind: "image" }).value).toBe(7);
    expect(sourceOf("parameters.top_k", { chain, kind: "image" })).toEqual({
      value: undefined,
      source: undefined,
      warnings: ["not_applicable"],
    });
    expect(sourceOf("image_settings.width", { chain, kind: "text" })).toEqual({
      value: undefined,
      source: undefined,
      warnings: ["not_applicable"],
    });
  });
});

describe("what is warned of", () => {
  test.each<[string, Case, string[]]>([
    ["nothing, where all fits", { chain: chainOf(mild) }, []],
    [
      "a value that a limit capped",
      { chain: chainOf(hot), bounds: [bound({ max: 1 })] },
      ["clamped"],
    ],
    [
      "nothing, where a limit fixes what nobody set",
      { chain: chainOf({}), model: null, bounds: [bound({ fixed: 1 })] },
      [],
    ],
    [
      "a context that is larger than the model's",
      { chain: chainOf({ parameters: { num_ctx: 8193 } }) },
      ["context_exceeded"],
    ],
    [
      "nothing, of a context as large as the model's",
      { chain: chainOf({ parameters: { num_ctx: 8192 } }) },
      [],
    ],
    [
      "a field that the task does not take",
      { chain: chainOf(hot), kind: "reranking" },
      ["not_applicable"],
    ],
    [
      "nothing, where only the model sets such a field",
      { chain: chainOf({}), kind: "reranking" },
      [],
    ],
    [
      "an adapter that the model lacks",
      { chain: chainOf({ image_settings: { lora_model: "x" } }), kind: "image" },
      ["unknown_lora"],
    ],
    [
      "GPU values of a base that contradict the profile's",
      {
        chain: chainOf(
          { gpu_config: { offload_kqv: true } },
          { gpu_config: { no_kv_offload: true } },
        ),
      },
      ["contradiction"],
    ],
  ])("%s", (_what, given, codes) => {
    expect(sourceOf("parameters.temperature", given).warnings).toEqual(codes);
  });

  test("a context that is too large is still sent: engines cut it themselves", () => {
    const chain = chainOf({ parameters: { num_ctx: 100_000 } });
    expect(sourceOf("parameters.num_ctx", { chain })).toMatchObject({
      value: 100_000,
      source: "profile",
    });
  });

  test("what the model refuses is neither sent nor said to come from anywhere", () => {
    const coder = { ...MODEL, id: "a-coder" };
    const chain = chainOf({ parameters: { think: "high" } });
    expect(sourceOf("parameters.think", { chain, model: coder })).toEqual({
      value: undefined,
      source: undefined,
      warnings: ["not_supported"],
    });
    expect(sourceOf("parameters.think", { chain, model: null }).value).toBe("high");
  });
});

describe("a profile that loses its base", () => {
  const [child, base] = chainOf(
    {
      base_profile_id: "a",
      parameters: { temperature: 1 },
      circuit_breaker: { max_retries: 1 },
    },
    {
      base_profile_id: "b",
      model_name: "other",
      description: "of the base",
      system_prompt: "of the base",
      parameters: { temperature: 0, top_k: 5 },
      circuit_breaker: { max_retries: 9, cooldown_period: 9 },
      gpu_config: { main_gpu: 1 },
    },
  );
  if (!child || !base) throw new Error("there are two");

  test("takes over the values that it does not set itself, and its base's base", () => {
    expect(rebase(child, base)).toMatchObject({
      base_profile_id: "b",
      parameters: { temperature: 1, top_k: 5 },
      circuit_breaker: { max_retries: 1, cooldown_period: 9 },
      gpu_config: { main_gpu: 1 },
      image_settings: null,
      system_prompt: "of the base",
    });
  });

  test("keeps its own name, description, task, model and prompt", () => {
    const own = { ...child, description: "own", system_prompt: "own" };
    expect(rebase(own, base)).toMatchObject({
      name: own.name,
      description: "own",
      type: 1,
      model_name: "m",
      system_prompt: "own",
    });
  });

  test("of a base that sets nothing stays as it is, but for its base", () => {
    const [empty] = chainOf({ base_profile_id: null });
    if (!empty) throw new Error("there is one");
    expect(rebase(child, empty)).toEqual({ ...child, base_profile_id: null });
  });
});
