import { describe, expect, test } from "vitest";
import { modelEntry } from "@/lib/models/schema";
import { loraNames, thinkingOf } from "./model";
import { SECTIONS } from "@/lib/registry/fields";
import type { Field } from "@/lib/registry/types";
import { choicesOf, firstValue, reasonNotTaken } from "./choices";
import { modelFaults } from "./rules";

const fieldOf = (section: keyof typeof SECTIONS, name: string): Field => {
  const field = (SECTIONS[section] as readonly Field[]).find((one) => one.name === name);
  if (!field) throw new Error(name);
  return field;
};
const entryOf = (id: string, fields: object = {}) =>
  modelEntry.parse({
    id,
    name: id,
    model: id,
    task: "TextToText",
    provider: "p",
    details: id.startsWith("gpt") ? { family: "gptoss" } : {},
    ...fields,
  });
const traitsOf = (entry: ReturnType<typeof entryOf>) => ({
  id: entry.id,
  thinking: thinkingOf(entry),
  loras: loraNames(entry),
});

describe("what can be chosen is what the rules allow", () => {
  test.each(["gpt-oss-20b", "a-coder", "another"])("of thinking, for %s", (id) => {
    const entry = entryOf(id);
    const choices = choicesOf(fieldOf("parameters", "think"), traitsOf(entry)) ?? [];
    // Off is there once: the level `none` is the same.
    expect(choices.map(({ value }) => value)).toEqual([
      ...[false, true],
      ...["minimal", "low", "medium", "high", "xhigh", "max"],
    ]);
    for (const { value, barred } of choices) {
      const faults = modelFaults({ parameters: { think: value } }, entry);
      expect(barred !== undefined).toBe(faults.length > 0);
    }
  });

  test("of LoRA weights: the model's own; where no model is known, any text", () => {
    const field = fieldOf("image_settings", "lora_model");
    const entry = entryOf("m", { lora_weights: ["one", { name: "two" }] });
    const choices = choicesOf(field, traitsOf(entry)) ?? [];
    expect(choices.map(({ value }) => value)).toEqual(["one", "two"]);
    expect(choicesOf(field, traitsOf(entryOf("bare")))).toEqual([]);
    expect(choicesOf(field, null)).toBeNull();
  });
});

test("a task says what it does not take", () => {
  const temperature = fieldOf("parameters", "temperature");
  expect(reasonNotTaken("parameters", temperature, "text", null)).toBeUndefined();
  expect(reasonNotTaken("parameters", temperature, "embedding", null)).toMatch(/embedding/);
  expect(
    reasonNotTaken("parameters", fieldOf("parameters", "seed"), "image", null),
  ).toBeUndefined();
  const width = fieldOf("image_settings", "width");
  expect(reasonNotTaken("image_settings", width, "image", null)).toBeUndefined();
  expect(reasonNotTaken("image_settings", width, "text", null)).toMatch(/text/);
  const timeout = fieldOf("circuit_breaker", "base_timeout");
  expect(reasonNotTaken("circuit_breaker", timeout, "reranking", null)).toBeUndefined();

  const lora = fieldOf("image_settings", "lora_model");
  const bare = traitsOf(entryOf("bare"));
  expect(reasonNotTaken("image_settings", lora, "image", bare)).toBe("bare has none.");
  const armed = traitsOf(entryOf("armed", { lora_weights: ["one"] }));
  expect(reasonNotTaken("image_settings", lora, "image", armed)).toBeUndefined();
});

test("a field begins with something that can be chosen", () => {
  const think = fieldOf("parameters", "think");
  const begun = (id: string) => firstValue(think, traitsOf(entryOf(id)), 1);
  expect([begun("gpt-oss-20b"), begun("a-coder"), begun("another")]).toEqual(["low", false, true]);
  const lora = fieldOf("image_settings", "lora_model");
  const armed = traitsOf(entryOf("armed", { lora_weights: ["one"] }));
  expect(firstValue(lora, armed, 1)).toBe("one");
  expect(firstValue(fieldOf("parameters", "temperature"), null, 2)).toBe(0.8);
});
