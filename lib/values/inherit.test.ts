import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { modelEntry } from "@/lib/models/schema";
import { LAB_CIRCUIT_BREAKER } from "@/lib/registry/fields";
import { inherit, type Link, rebase } from "./inherit";
import type { Values } from "@/lib/registry/types";
import { BLANK_CONTENT, contentOf, MAX_BASES } from "./content";

function link(id: string, fields: Partial<Link> = {}): Link {
  return {
    ...BLANK_CONTENT,
    id,
    name: id,
    model_name: "m",
    ...fields,
  };
}

const model = modelEntry.parse({
  id: "m",
  name: "m",
  model: "m",
  task: "TextToText",
  provider: "p",
  details: { context_length: 100 },
  parameters: { temperature: 0.6, top_k: 20 },
});

describe("inherit", () => {
  test("the first that sets a value wins: profile, bases nearest first, model", () => {
    const { effective, provenance } = inherit(
      [
        link("a", { parameters: { seed: 1 } }),
        link("b", { parameters: { seed: 2, temperature: 0.1 } }),
        link("c", { parameters: { temperature: 0.2, min_p: 0 } }),
      ],
      model,
      "text",
    );
    expect(effective.parameters).toEqual({ seed: 1, temperature: 0.1, min_p: 0, top_k: 20 });
    expect(provenance).toMatchObject({
      "parameters.seed": "profile",
      "parameters.temperature": "base:b",
      "parameters.min_p": "base:c",
      "parameters.top_k": "model",
    });
  });

  test("zero, -1, false, null and an empty list are values and are not passed over", () => {
    const own = link("a", {
      parameters: { temperature: 0, seed: -1, think: false, stop: [] },
      gpu_config: { tensor_split: null, main_gpu: -1, offload_kqv: false },
    });
    const base = link("b", {
      parameters: { temperature: 1, seed: 9, think: true, stop: ["x"] },
      gpu_config: { tensor_split: [1], main_gpu: 3 },
    });
    const { effective } = inherit([own, base], model, "text");
    expect(effective.parameters).toMatchObject(own.parameters);
    expect(effective.gpu_config).toEqual(own.gpu_config);
  });

  test("what nobody sets is absent; the lab's circuit breaker is always there", () => {
    const { effective, provenance } = inherit([link("a")], undefined, "text");
    expect(effective).toEqual({
      system_prompt: "",
      parameters: {},
      circuit_breaker: LAB_CIRCUIT_BREAKER,
      gpu_config: null,
      image_settings: null,
    });
    expect(new Set(Object.values(provenance))).toEqual(new Set(["lab"]));
  });

  test("the prompt is the first that is not empty", () => {
    const chain = [link("a"), link("b", { system_prompt: "B" }), link("c", { system_prompt: "C" })];
    const { effective, provenance } = inherit(chain, model, "text");
    expect(effective.system_prompt).toBe("B");
    expect(provenance.system_prompt).toBe("base:b");
  });

  test("what the kind does not take is left out and told, unless only the model says it", () => {
    const own = link("a", {
      parameters: { temperature: 1, num_ctx: 5 },
      image_settings: { width: 64 },
    });
    const { effective, warnings, provenance } = inherit([own], model, "embedding");
    expect(effective.parameters).toEqual({ num_ctx: 5 });
    expect(effective.image_settings).toBeNull();
    expect(warnings.map(({ code }) => code)).toEqual(["not_applicable", "not_applicable"]);
    expect(provenance["parameters.temperature"]).toBeUndefined();
  });

  test("a context above the model's is told", () => {
    const { warnings } = inherit([link("a", { parameters: { num_ctx: 101 } })], model, "text");
    expect(warnings).toEqual([
      expect.objectContaining({ code: "context_exceeded" }) as { code: string; message: string },
    ]);
  });

  test("what the model refuses is left out and told, unless only the model says it", () => {
    const coder = modelEntry.parse({ ...model, id: "coder", parameters: { think: true } });
    const base = link("b", { parameters: { think: "high" } });
    const text = inherit([link("a"), base], coder, "text");
    expect(text.effective.parameters).not.toHaveProperty("think");
    expect(text.provenance).not.toHaveProperty("parameters.think");
    expect(text.warnings.map(({ code }) => code)).toEqual(["not_supported"]);
    const painter = link("a", { image_settings: { lora_model: "x", width: 64 } });
    const image = inherit([painter], coder, "image");
    expect(image.effective.image_settings).toEqual({ width: 64 });
    expect(image.provenance).not.toHaveProperty("image_settings.lora_model");
    expect(image.warnings.map(({ code }) => code)).toEqual(["unknown_lora"]);
    expect(inherit([link("a")], coder, "text").warnings).toEqual([]);
  });

  test("a GPU value that contradicts a nearer one is passed over for what lies behind it", () => {
    const chain = [
      link("a", { gpu_config: { tensor_split: [0.5, 0.5] } }),
      link("b", { gpu_config: { tensor_split_devices: ["x"] } }),
      link("c", { gpu_config: { tensor_split_devices: ["x", "y"] } }),
    ];
    const whole = inherit(chain, model, "text");
    expect(whole.effective.gpu_config?.tensor_split_devices).toEqual(["x", "y"]);
    expect(whole.warnings).toEqual([]);
    const short = inherit(chain.slice(0, 2), model, "text");
    expect(short.effective.gpu_config).toEqual({ tensor_split: [0.5, 0.5] });
    expect(short.warnings[0]?.code).toBe("contradiction");
  });
});

/** Some of the values: what is left out is absent, not undefined. */
const values = <T>(record: Record<string, fc.Arbitrary<T>>) =>
  fc.record(record, { requiredKeys: [] }) as fc.Arbitrary<Record<string, T>>;
const anyLink = fc.record({
  system_prompt: fc.constantFrom("", "one", "two"),
  parameters: values<number | boolean | string[]>({
    temperature: fc.constantFrom(0, 1),
    think: fc.boolean(),
    stop: fc.constantFrom([], ["a"]),
  }),
  circuit_breaker: fc.option(values({ max_retries: fc.constantFrom(0, 3) })),
  image_settings: fc.option(values({ width: fc.constantFrom(64, 128) })),
  gpu_config: fc.option(
    fc.oneof<fc.Arbitrary<Values>[]>(
      values({ offload_kqv: fc.boolean() }),
      values({ no_kv_offload: fc.boolean() }),
      values({ tensor_split: fc.constantFrom<number[] | null>([1], [0.5, 0.5], null) }),
      values({ tensor_split_devices: fc.constantFrom<string[] | null>(["a"], ["a", "b"], null) }),
      fc.constant({ tensor_split: [1], tensor_split_devices: ["a"], offload_kqv: true }),
    ),
  ),
});

describe("rebase", () => {
  /** The chain after the link at `at` lost the one it stands on. */
  function withoutNext(chain: readonly Link[], at: number): Link[] {
    const [above, lost] = [chain[at], chain[at + 1]];
    if (!above || !lost) throw new Error("there is a link and one that it stands on");
    const changed = { ...rebase(contentOf(above), contentOf(lost)), id: above.id };
    return [...chain.slice(0, at), changed, ...chain.slice(at + 2)];
  }

  const chains = fc
    .array(anyLink, { minLength: 2, maxLength: MAX_BASES + 1 })
    .map((fields) => fields.map((content, index) => link(`p${index}`, content)));
  const kinds = fc.constantFrom("text" as const, "image" as const, "embedding" as const);
  const effective = (chain: readonly Link[], kind: "text" | "image" | "embedding") =>
    inherit(chain, model, kind).effective;

  test("a profile that loses the one it stands on keeps its effective values", () => {
    fc.assert(
      fc.property(chains, kinds, (chain, kind) => {
        expect(effective(withoutNext(chain, 0), kind)).toEqual(effective(chain, kind));
      }),
      { numRuns: 2000 },
    );
  });

  test("so do those that stand on it, but for GPU values that contradict each other", () => {
    fc.assert(
      fc.property(chains, fc.nat(), kinds, (chain, pick, kind) => {
        const at = pick % (chain.length - 1);
        const { gpu_config: _before, ...before } = effective(chain, kind);
        const { gpu_config: _after, ...after } = effective(withoutNext(chain, at), kind);
        expect(after).toEqual(before);
      }),
      { numRuns: 2000 },
    );
  });

  test("it stands on the base of the one it lost", () => {
    const lost = link("b", { base_profile_id: "c" });
    expect(rebase(contentOf(link("a", { base_profile_id: "b" })), contentOf(lost))).toMatchObject({
      name: "a",
      base_profile_id: "c",
    });
  });
});
