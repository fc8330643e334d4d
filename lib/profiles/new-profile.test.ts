import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findTask } from "@/lib/registry/tasks";
import { firstOf } from "@/lib/registry/words";
import type { ProfileContent } from "@/lib/values/content";
import { copyName, startContent, type StartOptions, withTask } from "./new-profile";

const taskOf = (key: string) => {
  const task = findTask(key);
  if (!task) throw new Error(key);
  return task;
};
const nothing: StartOptions = {
  task: undefined,
  model: undefined,
  base: undefined,
  from: undefined,
};
const source: ProfileContent & { id: string } = {
  id: "source",
  name: "Primary (Default)",
  description: "d",
  type: 18,
  model_name: "coder",
  model_version: "2",
  base_profile_id: "below",
  parameters: { temperature: 0 },
  system_prompt: "p",
  circuit_breaker: null,
  gpu_config: { main_gpu: 0 },
  image_settings: null,
};
const primary = taskOf("primary");

describe("a new profile starts", () => {
  test("from the default of its task, with the default's model", () => {
    const start = startContent(nothing);
    expect(start).toMatchObject({ name: "", type: 1, model_name: primary.default_model });
    expect(start.base_profile_id).toBe(primary.default_profile_id);
    const embedding = taskOf("embedding");
    expect(startContent({ ...nothing, task: embedding })).toMatchObject({
      type: embedding.type,
      model_name: embedding.default_model,
      base_profile_id: embedding.default_profile_id,
    });
  });

  test("with a model: without a base, for the first task the model can do", () => {
    const model = { id: "flux", task: "TextToImage" } as const;
    expect(startContent({ ...nothing, model })).toMatchObject({
      type: taskOf("image_generation").type,
      model_name: "flux",
      base_profile_id: null,
    });
    const task = taskOf("analysis");
    expect(startContent({ ...nothing, model, task }).type).toBe(task.type);
    const unheard = { id: "tts", task: "TextToSpeech" } as const;
    expect(startContent({ ...nothing, model: unheard })).toMatchObject({ type: 1 });
  });

  test("from a base: with its task and model, and none of its values", () => {
    expect(startContent({ ...nothing, base: source })).toMatchObject({
      type: 18,
      model_name: "coder",
      base_profile_id: "source",
      parameters: {},
      system_prompt: "",
      gpu_config: null,
    });
  });

  test("as a copy: with all values, under a new name", () => {
    const { id: _id, ...content } = source;
    expect(startContent({ ...nothing, from: source })).toEqual({
      ...content,
      name: "Primary (copy)",
    });
  });
});

describe("changing the task of a new profile", () => {
  const start = startContent(nothing);
  const next = taskOf("embedding");

  test("replaces the old task's default and model", () => {
    expect(withTask(start, next)).toEqual({
      type: next.type,
      base_profile_id: next.default_profile_id,
      model_name: next.default_model,
    });
  });

  test("keeps a base and a model that the user chose", () => {
    expect(withTask({ ...start, model_name: "chosen" }, next)).toEqual({
      type: next.type,
      base_profile_id: next.default_profile_id,
    });
    expect(withTask({ ...start, base_profile_id: null }, next)).toEqual({ type: next.type });
  });
});

test.each([
  ["Chat", 1, "Chat (copy)"],
  ["Chat", 3, "Chat (copy 3)"],
  ["Chat (copy)", 2, "Chat (copy 2)"],
  ["Chat (copy 2)", 3, "Chat (copy 3)"],
  ["Primary (Default)", 1, "Primary (copy)"],
  ["Primary (Default)", 0, "Primary"],
  ["Chat (mine)", 1, "Chat (mine) (copy)"],
])("copy of %j, number %i, is named %j", (name, n, copy) => {
  expect(copyName(name, n)).toBe(copy);
});

test("a copy's name is always valid: at most 120 characters, well formed", () => {
  const names = fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(names, fc.nat(10_000), (name, n) => {
      const copy = copyName(name.slice(0, 120).toWellFormed(), n);
      expect(copy.length).toBeLessThanOrEqual(120);
      expect(copy.isWellFormed()).toBe(true);
      if (n > 1) expect(copy.endsWith(` (copy ${n})`)).toBe(true);
    }),
  );
});

test("firstOf never splits a surrogate pair", () => {
  expect(firstOf("a😀b", 2)).toBe("a");
  expect(firstOf("a😀b", 3)).toBe("a😀");
});
