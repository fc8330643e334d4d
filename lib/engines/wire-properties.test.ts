import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Engine, ENGINE_KINDS } from "@/lib/registry/engines";
import { isNumeric, SECTIONS } from "@/lib/registry/fields";
import {
  type Field,
  type NumericField,
  type Section,
  SECTION_NAMES,
  type TaskKind,
  type Value,
  type Values,
} from "@/lib/registry/types";
import { fieldSchema } from "@/lib/registry/zod";
import { type EffectiveValues, toWire, type Wire } from "./wire";

const KINDS: readonly TaskKind[] = ["text", "embedding", "reranking", "image"];
const CASES = ENGINE_KINDS.flatMap((engine) => KINDS.map((kind) => [engine, kind] as const));

const EMPTY: EffectiveValues = {
  system_prompt: "",
  parameters: {},
  circuit_breaker: null,
  gpu_config: null,
  image_settings: null,
};

function effective(section: Section, values: Values): EffectiveValues {
  return { ...EMPTY, [section]: values };
}

function anyNumber(field: NumericField): fc.Arbitrary<number> {
  const { min, max, multiple_of = 1 } = field;
  const edges = [min, max, ...Object.keys(field.special ?? {}).map(Number)];
  const between =
    field.type === "integer"
      ? fc.integer({ min: min / multiple_of, max: max / multiple_of }).map((n) => n * multiple_of)
      : fc.double({ min, max, noNaN: true });
  // Few fields take thousands: small numbers are where the limits are.
  const small = between.filter((value) => value < 1000);
  return fc.oneof(fc.constantFrom(...edges), between, min < 1000 ? small : between);
}

function anyText(min: number, max: number): fc.Arbitrary<string> {
  return fc
    .string({ unit: "grapheme-ascii", minLength: min, maxLength: Math.min(max, 12) })
    .map((text) => text.trim().padEnd(min, "ä"));
}

function anySet(field: Field): fc.Arbitrary<Value> {
  if (isNumeric(field)) return anyNumber(field);
  switch (field.type) {
    case "boolean":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...field.values);
    case "think":
      return fc.constantFrom(true, false, ...field.levels);
    case "string":
      return anyText(field.min_length ?? 1, field.max_length);
    case "string[]":
      return fc.uniqueArray(anyText(1, field.max_length), { maxLength: field.max_items });
    case "number[]":
      return fc.array(fc.double({ min: field.min, max: field.max, noNaN: true }), {
        maxLength: field.max_items,
        size: "max",
      });
  }
}

/** Any legal value of a field. */
function anyValue(field: Field): fc.Arbitrary<Value> {
  return field.nullable ? fc.option(anySet(field), { freq: 5 }) : anySet(field);
}

function anyValues(section: Section): fc.Arbitrary<Values> {
  const fields: readonly Field[] = SECTIONS[section];
  const all = fc.record(Object.fromEntries(fields.map((field) => [field.name, anyValue(field)])));
  const chosen = fc.subarray(fields.map((field) => field.name));
  return fc
    .tuple(all, chosen)
    .map(([values, names]) =>
      Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name))),
    );
}

const anyEffective: fc.Arbitrary<EffectiveValues> = fc.record({
  system_prompt: anyText(0, 100),
  parameters: anyValues("parameters"),
  circuit_breaker: fc.option(anyValues("circuit_breaker")),
  gpu_config: fc.option(anyValues("gpu_config")),
  image_settings: fc.option(anyValues("image_settings")),
});

/** The values at the ends of a body, by their paths. */
function leaves(body: object, above = ""): [string, unknown][] {
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) => {
    const path = `${above}${name}`;
    const isInner = typeof value === "object" && value !== null && !Array.isArray(value);
    return isInner ? leaves(value, `${path}.`) : [[path, value] satisfies [string, unknown]];
  });
}

/** All that goes to the engine, requests and load settings apart. */
function sentBy({ request, load }: Wire): [string, unknown][] {
  return [...leaves(request, "request "), ...leaves(load, "load ")];
}

/** Path and value of each value that a profile comes to. */
function settingsOf(values: EffectiveValues): [string, Value][] {
  const settings = SECTION_NAMES.flatMap((section) =>
    Object.entries(values[section] ?? {}).map(
      ([name, value]) => [`${section}.${name}`, value] satisfies [string, Value],
    ),
  );
  return values.system_prompt === ""
    ? settings
    : [...settings, ["system_prompt", values.system_prompt]];
}

const FIELDS = SECTION_NAMES.flatMap((section) =>
  (SECTIONS[section] as readonly Field[]).map((field) => ({ section, field })),
);

const int = (min: number, max = 2 ** 31 - 1) => z.int().min(min).max(max);
const number = (min: number, max: number) => z.number().min(min).max(max);
const seed = z.number().refine((value) => Number.isInteger(value) && value >= 0);
const effort = z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"]);
const switched = z.strictObject({ enable_thinking: z.boolean() });
const stopTexts = z.array(z.string().min(1));
const messages = z
  .array(z.strictObject({ role: z.literal("system"), content: z.string().min(1) }))
  .length(1);
const nothing = z.strictObject({});
/** A body whose members are all optional, and in which unknown ones are errors. */
const body = (shape: z.ZodRawShape) => z.strictObject(shape).partial();

/** `api/types.go`: types alone, and what Ollama's llama-server refuses. */
const ollamaOptions = {
  ...{ temperature: z.number(), top_p: z.number(), min_p: z.number(), typical_p: z.number() },
  ...{ repeat_penalty: z.number(), presence_penalty: z.number(), frequency_penalty: z.number() },
  ...{
    top_k: z.int(),
    seed: z.union([z.literal(-1), seed]),
    repeat_last_n: int(0),
    stop: stopTexts,
  },
  num_predict: z.union([z.literal(-1), int(1)]),
};
const ollamaRunner = { num_ctx: int(1), num_batch: int(1), main_gpu: int(0) };

/** `server-schema.cpp`: 400 outside of hard limits; other ranges are clamped silently, so no loss. */
const llamaCpp = {
  ...{ temperature: z.number().min(0), top_p: number(0, 1), min_p: number(0, 1) },
  ...{ typical_p: z.number(), top_k: int(0), seed: int(0, 2 ** 32 - 2), stop: stopTexts },
  ...{ repeat_penalty: z.number(), presence_penalty: z.number(), frequency_penalty: z.number() },
  ...{ repeat_last_n: int(0), n_predict: int(-1), messages },
  ...{ reasoning_effort: effort, chat_template_kwargs: switched },
};
const llamaCppPreset = {
  ...{ "ctx-size": int(0), "batch-size": int(1), "main-gpu": int(0), "n-cpu-moe": int(0) },
  "split-mode": z.enum(["none", "layer", "row", "tensor"]),
  "tensor-split": z.string().refine((text) => {
    const shares = text.split(",");
    return shares.length < 16 && shares.every((share) => share !== "" && Number(share) >= 0);
  }),
  "kv-offload": z.boolean(),
};

/** `SamplingParams._verify_args` */
const vllm = {
  temperature: z.union([z.literal(0), number(0.01, 2)]),
  top_p: z.number().gt(0).max(1),
  ...{ top_k: int(-1), min_p: number(0, 1), seed, stop: stopTexts, max_tokens: int(1) },
  repetition_penalty: z.number().positive(),
  ...{ presence_penalty: number(-2, 2), frequency_penalty: number(-2, 2), messages },
  ...{ reasoning_effort: effort, chat_template_kwargs: switched },
};

/** The documented members of `/v1/chat/completions`, and of `/api/v1/models/load`. */
const lmStudio = {
  ...{ temperature: number(0, 2), top_p: number(0, 1), top_k: int(-1, 500), seed, messages },
  ...{ max_tokens: int(1), stop: stopTexts, repeat_penalty: z.number().positive() },
  ...{ presence_penalty: number(-2, 2), frequency_penalty: number(-2, 2) },
};
const lmStudioLoad = {
  ...{ context_length: int(1), eval_batch_size: int(1) },
  offload_kv_cache_to_gpu: z.boolean(),
};

/** `openapi.yaml`; a size as gpt-image-2 takes it. */
const openai = {
  ...{ temperature: number(0, 2), top_p: number(0, 1), seed, messages, reasoning_effort: effort },
  ...{ presence_penalty: number(-2, 2), frequency_penalty: number(-2, 2) },
  stop: stopTexts.min(1).max(4),
};
const openaiSize = z.string().refine((text) => {
  const [width = 0, height = 0] = text.split("x").map(Number);
  const isInSteps = [width, height].every((edge) => edge % 16 === 0 && edge <= 3840);
  const ratio = width / height;
  const pixels = width * height;
  return isInSteps && ratio >= 1 / 3 && ratio <= 3 && pixels >= 655_360 && pixels <= 8_294_400;
});

type Accepts = Readonly<Partial<Record<TaskKind | "load", z.ZodType>>>;

/** What each engine's own checks let through, from its sources; what is missing takes nothing. */
const ACCEPTED: Readonly<Record<Engine, Accepts>> = {
  ollama: {
    text: body({
      messages,
      think: z.union([z.boolean(), z.enum(["low", "medium", "high", "max"])]),
      options: body({ ...ollamaOptions, ...ollamaRunner }),
    }),
    embedding: body({ options: body(ollamaRunner) }),
  },
  llama_cpp: { text: body(llamaCpp), load: body(llamaCppPreset) },
  vllm: { text: body(vllm) },
  lm_studio: { text: body(lmStudio), load: body(lmStudioLoad) },
  openai: {
    text: body({ ...openai, max_completion_tokens: int(1) }),
    image: body({ size: openaiSize }),
  },
  openai_compatible: {
    text: body({ ...openai, max_tokens: int(1) }),
    image: body({ size: z.string().regex(/^[1-9]\d*x[1-9]\d*$/) }),
  },
};

test("the values that are tried are legal", () => {
  for (const { field } of FIELDS) {
    const isLegal = (value: Value) => fieldSchema(field).safeParse(value).success;
    fc.assert(fc.property(anyValue(field), isLegal));
  }
});

describe.each(CASES)("%s, tasks of kind %s", (engine, kind) => {
  test("every legal value of every field alone is sent, sent as another, or dropped", () => {
    for (const { section, field } of FIELDS) {
      const path = `${section}.${field.name}`;
      const check = (value: Value) => {
        const wire = toWire(engine, effective(section, { [field.name]: value }), kind);
        const sent = sentBy(wire).map(([, at]) => at);
        if (wire.dropped.length > 0) {
          expect(wire).toMatchObject({ dropped: [{ path, value }], changed: [] });
          expect(sent).toEqual([]);
        } else if (wire.changed.length > 0) {
          expect(wire).toMatchObject({ changed: [{ path, from: value, to: sent[0] }] });
          expect(wire.changed[0]?.to).not.toEqual(value);
          expect(sent).toHaveLength(1);
        } else {
          expect(sent).toEqual([value]);
        }
      };
      fc.assert(fc.property(anyValue(field), check), { numRuns: 20 });
    }
  });

  test("of all values together, each is sent, changed or dropped, and nothing else is sent", () => {
    const check = (values: EffectiveValues) => {
      const wire = toWire(engine, values, kind);
      const reported = [...wire.dropped, ...wire.changed].map(({ path }) => path);
      expect(new Set(reported).size).toBe(reported.length);

      const sent = sentBy(wire);
      const unchanged = settingsOf(values).filter(([path]) => !reported.includes(path));
      const texts = sent.map(([, value]) => JSON.stringify(value));
      const due = unchanged.map(([path, value]) =>
        JSON.stringify(path === "system_prompt" ? [{ role: "system", content: value }] : value),
      );
      const replaced = wire.changed.map(({ to }) => JSON.stringify(to));
      expect(texts).toEqual(expect.arrayContaining([...due, ...replaced]));
      expect([...due, ...replaced]).toEqual(expect.arrayContaining(texts));
    };
    fc.assert(fc.property(anyEffective, check), { numRuns: 50 });
  });

  test("nothing is sent that the engine refuses", () => {
    const accepted = ACCEPTED[engine];
    const [request, load] = [accepted[kind] ?? nothing, accepted.load ?? nothing];
    const check = (values: EffectiveValues) => {
      const wire = toWire(engine, values, kind);
      expect(request.safeParse(wire.request).error?.issues).toBeUndefined();
      expect(load.safeParse(wire.load).error?.issues).toBeUndefined();
    };
    fc.assert(fc.property(anyEffective, check), { numRuns: 200 });
  });

  test("each report is one sentence that begins with the field's label", () => {
    const labels = new Map(FIELDS.map((at) => [`${at.section}.${at.field.name}`, at.field.label]));
    const check = (values: EffectiveValues) => {
      const wire = toWire(engine, values, kind);
      for (const { path, message } of [...wire.dropped, ...wire.changed]) {
        expect(message.startsWith(labels.get(path) ?? "System prompt")).toBe(true);
        expect(message).toMatch(/(; not sent|sent as .+)\.$/);
        expect(message).not.toMatch(/undefined|null|NaN| {2}/);
        expect(message.length).toBeLessThan(200);
      }
    };
    fc.assert(fc.property(anyEffective, check), { numRuns: 50 });
  });
});
