import fc from "fast-check";
import type { Endpoint } from "@/lib/http/endpoint";
import { isObject } from "@/lib/objects";
import { PARAMETERS } from "@/lib/registry/parameters";
import { CIRCUIT_BREAKER } from "@/lib/registry/circuit-breaker";
import { GPU_CONFIG } from "@/lib/registry/gpu";
import { IMAGE_SETTINGS } from "@/lib/registry/image";
import type { Field } from "@/lib/registry/types";

/** Members that JavaScript itself asks of values. */
const NAMES = ["length", "toString", "valueOf", "toJSON", "then", "constructor", "0", "name"];

const { value: member } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(1, 0, -1, 5, 1e308, 2 ** 53, "x", "", true, null, [], {}),
    fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 4 }),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
}));

/** Objects with own members that JavaScript calls or compares: `{"length":{"toString":1}}`. */
export function hostileObjects(count: number, seed: number): unknown[] {
  const object = fc.dictionary(fc.constantFrom(...NAMES), member, { minKeys: 1, maxKeys: 5 });
  return [{ length: { toString: 1 } }, ...fc.sample(object, { numRuns: count - 1, seed })];
}

function sampleOf(field: Field): unknown {
  switch (field.type) {
    case "number":
    case "integer":
      return field.min;
    case "string[]":
      return ["a", "b"];
    case "number[]":
      return [0.5, 0.5];
    case "boolean":
      return true;
    case "enum":
      return field.values[0];
    case "think":
    case "string":
      return "high";
  }
}

const sampleValues = (fields: readonly Field[]) =>
  Object.fromEntries(fields.map((field) => [field.name, sampleOf(field)]));

/** A profile that sets every field. */
const PROFILE = {
  name: "Complete",
  description: "text",
  type: 1,
  model_name: "qwen3-30b-a3b-q4-k-m",
  model_version: "1",
  base_profile_id: "00000000-0000-0000-0000-000000000001",
  parameters: sampleValues(PARAMETERS),
  system_prompt: "text",
  circuit_breaker: sampleValues(CIRCUIT_BREAKER),
  gpu_config: sampleValues(GPU_CONFIG),
  image_settings: sampleValues(IMAGE_SETTINGS),
};

/** What an endpoint takes: the bodies of its examples, and a whole profile where it takes one. */
export function sampleBodies({ path, examples }: Endpoint): unknown[] {
  const bodies = examples.flatMap(({ body }) => (body === undefined ? [] : [body]));
  return /^\/api\/models\/profiles(\/\{id\})?$/.test(path) ? [PROFILE, ...bodies] : bodies;
}

/** The body once for each text, number, boolean and list in it, with `value` in that place. */
export function withValueInEachPlace(body: unknown, value: unknown): unknown[] {
  const inner = Array.isArray(body)
    ? body.flatMap((item, index) =>
        withValueInEachPlace(item, value).map((changed) => body.with(index, changed) as unknown),
      )
    : isObject(body)
      ? Object.entries(body).flatMap(([name, item]) =>
          withValueInEachPlace(item, value).map((changed) => ({ ...body, [name]: changed })),
        )
      : [];
  const isReplaced = Array.isArray(body) || ["string", "number", "boolean"].includes(typeof body);
  return isReplaced ? [value, ...inner] : inner;
}
