import { describe, expect, test } from "vitest";
import { SECTIONS } from "./fields";
import { startValue } from "./start";
import type { Field, Value } from "./types";
import { engineDefaults } from "./engines";
import { fieldSchema } from "./zod";

const FIELDS = (Object.values(SECTIONS) as (readonly Field[])[]).flat();
const fieldOf = (name: string) => {
  const field = FIELDS.find((one) => one.name === name);
  if (!field) throw new Error(name);
  return field;
};

/** These wait for words of the person's own. */
const BEGUN_EMPTY = ["main_gpu_device_id", "lora_model"];

describe("what a field begins with", () => {
  test.each(FIELDS.map((field) => [field.name, field] as const))("%s: legal", (name, field) => {
    const isLegal = fieldSchema(field).safeParse(startValue(field, 40_960)).success;
    expect(isLegal).toBe(!BEGUN_EMPTY.includes(name));
  });

  test("the lab's default, else an engine's, else a word, else the model's maximum", () => {
    expect(startValue(fieldOf("base_timeout"), 600)).toBe(60);
    expect(startValue(fieldOf("temperature"), 2)).toBe(0.8);
    expect(startValue(fieldOf("n_parts"), 64)).toBe(-1);
    expect(startValue(fieldOf("num_ctx"), 40_960)).toBe(40_960);
    expect(startValue(fieldOf("width"), 4096)).toBe(1024);
  });
});

const base = { name: "x", label: "X", help: "" };

test.each<[Field, Value]>([
  [{ ...base, type: "boolean" }, true],
  [{ ...base, type: "boolean", default: false }, false],
  [{ ...base, type: "enum", values: ["a", "b"], default: "b" }, "b"],
  [{ ...base, type: "enum", values: ["a", "b"] }, "a"],
  [{ ...base, type: "number", min: 2, max: 9, step: 1, scale: "linear" }, 2],
  [{ ...base, type: "number", min: 2, max: 9, step: 1, scale: "log" }, 7],
  [{ ...base, type: "number", min: 2, max: 9, step: 1, scale: null, default: 0 }, 0],
  [{ ...base, type: "number", min: 2, max: 9, step: 1, scale: null, default: null }, 2],
  [{ ...base, type: "string", max_length: 9 }, ""],
])("%j begins with %j", (field, value) => {
  expect(startValue(field, 7)).toEqual(value);
});

test("what engines do is told by their names", () => {
  expect(engineDefaults(fieldOf("top_k"))).toBe("Ollama and llama.cpp 40; vLLM 0");
  expect(engineDefaults(fieldOf("stop"))).toBe("");
  expect(engineDefaults(fieldOf("base_timeout"))).toBe("");
});
