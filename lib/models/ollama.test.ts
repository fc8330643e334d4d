import { describe, expect, test } from "vitest";
import { collectEntries } from "./catalog-file";
import { ollamaEntry, ollamaShow, ollamaTag } from "./ollama";

function entryOf(tag: unknown, show: unknown = {}) {
  const found = ollamaTag(tag);
  if (!found) throw new Error("it names a model");
  return collectEntries([ollamaEntry(found, ollamaShow.parse(show), "box")]).entries[0];
}

describe("a model of Ollama's", () => {
  test("has the context of its own architecture, not of a part of it", () => {
    const model_info = {
      "general.architecture": "qwen25vl",
      "clip.context_length": 77,
      "qwen25vl.context_length": 128_000,
    };
    expect(entryOf({ name: "a" }, { model_info })?.details.context_length).toBe(128_000);
    const other = { "llama.context_length": 8192 };
    expect(entryOf({ name: "a" }, { model_info: other })?.details.context_length).toBe(8192);
  });

  test.each([
    undefined,
    null,
    {},
    { "llama.context_length": "8192" },
    { "x.context_length": 0 },
    1,
  ])("has no context where that is told as %j", (model_info) => {
    expect(entryOf({ name: "a" }, { model_info })?.details.context_length).toBe(null);
  });

  test("is taken with what of it is right", () => {
    const odd = { name: "a", size: "big", digest: 1, details: { family: 5, families: [1] } };
    expect(entryOf(odd)).toMatchObject({ id: "a", size: null, digest: null, task: "TextToText" });
  });

  test.each([null, "a", {}, { name: 1 }])("that has no name is none: %j", (tag) => {
    expect(ollamaTag(tag)).toBe(null);
  });
});
