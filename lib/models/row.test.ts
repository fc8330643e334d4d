import { describe, expect, test } from "vitest";
import { catalogPath, newProfilePath, profilesWithPath } from "./address";
import type { ModelCorrection } from "./correction-schema";
import { correctionTexts } from "./corrections";
import { entryOf, modelFacts, type ModelRow, rowOf } from "./row";
import { modelEntry } from "./schema";

const ENTRY = modelEntry.parse({
  ...{ id: "a", name: "A", model: "org/A", task: "TextToText", provider: "box", size: 7 },
  modified_at: "2030-01-01T00:00:00Z",
  details: {
    ...{ family: "qwen3", quantization_level: "Q4_K_M", parameter_size: "30B" },
    ...{ context_length: 40_960, description: "Chats" },
  },
});

describe("a model in one line", () => {
  test("has what it is searched, compared and chosen by", () => {
    expect(rowOf(ENTRY)).toEqual({
      ...{ id: "a", name: "A", task: "TextToText", provider: "box", size: 7 },
      ...{ family: "qwen3", quantization: "Q4_K_M", parameter_size: "30B" },
      ...{ context_length: 40_960, description: "Chats", modified_at: "2030-01-01T00:00:00Z" },
      thinking: "any",
    });
  });

  test("has null for what the catalog does not tell", () => {
    const bare = rowOf(modelEntry.parse({ ...ENTRY, size: null, details: {} }));
    expect(bare).toMatchObject({ family: null, quantization: null, parameter_size: null });
    expect(bare).toMatchObject({ size: null, context_length: null, description: null });
  });

  test.each<[Partial<ModelRow>, string]>([
    [{}, "Text to text · 30B · Q4_K_M · 40,960 tokens"],
    [{ parameter_size: null, quantization: null }, "Text to text · 40,960 tokens"],
    [{ parameter_size: "", context_length: null }, "Text to text · Q4_K_M"],
    [{ context_length: 0 }, "Text to text · 30B · Q4_K_M · 0 tokens"],
  ])("with %j reads %j", (set, facts) => {
    expect(modelFacts({ ...rowOf(ENTRY), ...set })).toBe(facts);
  });
});

test("an entry is the same without its use and its correction", () => {
  const model = { ...ENTRY, used_by: 3, correction: { model_id: "a" } };
  expect(entryOf(model)).toEqual(ENTRY);
  expect(entryOf(undefined)).toBeUndefined();
});

const CORRECTION: ModelCorrection = {
  ...{ model_id: "a", task: null, context_length: null, set_by_name: "Ada" },
  reported: { task: "TextToImage", context_length: 4096 },
  updated_at: "2030-01-01T00:00:00.000Z",
};

describe("a correction in words", () => {
  test.each<[Partial<ModelCorrection>, string[]]>([
    [{}, []],
    [{ task: "TextToText" }, ["Task Text to text; the source reports Text to image"]],
    [{ context_length: 8192 }, ["Context length 8,192 tokens; the source reports 4,096 tokens"]],
    [
      { context_length: 8192, reported: { task: null, context_length: null } },
      ["Context length 8,192 tokens; the source reports none"],
    ],
    [
      { task: "TextToText", reported: { task: null, context_length: null } },
      ["Task Text to text; the source reports none"],
    ],
    [
      { task: "TextToText", context_length: 2048, reported: null },
      ["Task Text to text; not in the catalog", "Context length 2,048 tokens; not in the catalog"],
    ],
  ])("has a line for each fact: %j", (set, lines) => {
    expect(correctionTexts({ ...CORRECTION, ...set })).toEqual(lines);
  });
});

describe("an address with a model", () => {
  test("of the catalog has those picked to compare, readable", () => {
    expect(catalogPath([])).toBe("/models");
    expect(catalogPath(["a", "b c"])).toBe("/models?ids=a,b+c");
    expect(catalogPath(["a,b"])).toBe("/models?ids=a%252Cb");
  });

  test.each(["a", "org/a:latest", "a&b=c", "ü ?#%"])("leads back to %j", (id) => {
    const query = (path: string) => new URL(path, "http://localhost").searchParams;
    expect(query(newProfilePath(id)).get("model")).toBe(id);
    expect(query(profilesWithPath(id)).get("model")).toBe(id);
    expect(query(profilesWithPath(id)).get("owner")).toBe("all");
  });
});
