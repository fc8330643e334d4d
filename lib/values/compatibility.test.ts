import { describe, expect, test } from "vitest";
import { TASKS } from "@/lib/registry/tasks";
import { MODEL_TASKS } from "@/lib/registry/types";
import { accepts, incompatibility, obstacleOf } from "./compatibility";
import { loraNames, thinkingOf } from "./model";
import { closestIds, unknownModel } from "./unknown-model";

function taskOf(key: string) {
  const task = TASKS.find((each) => each.key === key);
  if (!task) throw new Error(`there is no task ${key}`);
  return task;
}

describe("which model can do a task", () => {
  test.each([
    ["primary", "TextToText", true],
    ["primary", "TextToEmbeddings", false],
    ["primary", "TextToImage", false],
    ["embedding", "TextToEmbeddings", true],
    ["embedding", "TextToText", false],
    ["reranking", "Reranking", true],
    ["reranking", "TextToText", false],
    ["image_generation", "TextToImage", true],
    ["image_generation", "TextToText", false],
  ] as const)("%s and a model for %s: %s", (key, modelTask, expected) => {
    const task = taskOf(key);
    expect(accepts(task, modelTask)).toBe(expected);
    expect(incompatibility(task, { task: modelTask })).toBe(
      expected ? undefined : "incompatible_model",
    );
  });

  test("a model that the catalog lacks is unavailable, for every task", () => {
    for (const task of TASKS) expect(incompatibility(task, undefined)).toBe("model_unavailable");
  });

  test("every task accepts some model, and none accepts all", () => {
    for (const task of TASKS) {
      const accepted = MODEL_TASKS.filter((each) => accepts(task, each));
      expect(accepted.length, task.key).toBeGreaterThan(0);
      expect(accepted.length, task.key).toBeLessThan(MODEL_TASKS.length);
    }
  });

  test("says why not, with the model, what it is for and what the task takes", () => {
    const profile = { name: "Mine", model_name: "gone-7b" };
    const task = taskOf("embedding");
    const gone = obstacleOf(task, profile, undefined);
    expect(gone?.code).toBe("model_unavailable");
    expect(gone?.message).toContain("gone-7b");
    const image = { id: "painter", task: "ImageToImage" } as const;
    const found = obstacleOf(task, profile, image);
    expect(found?.code).toBe("incompatible_model");
    for (const word of ["painter", "is for “Image to image”", task.label, "“Text to embeddings”"]) {
      expect(found?.message).toContain(word);
    }
    expect(obstacleOf(task, profile, { id: "e", task: "TextToEmbeddings" })).toBeUndefined();
  });
});

describe("how a model thinks", () => {
  const modelOf = (id: string, family: string | null = null, name = id) => ({
    id,
    name,
    details: { family, context_length: null },
  });

  test.each([
    [modelOf("openai-gpt-oss-20b", "gptoss"), "levels"],
    [modelOf("x", "gpt-oss"), "levels"],
    [modelOf("x", "GPT-OSS"), "levels"],
    [modelOf("gpt-oss-by-name-alone", "llama"), "any"],
    [modelOf("x", "gptoss2"), "any"],
    [modelOf("qwen3-coder-30b-a3b"), "none"],
    [modelOf("x", null, "Qwen3 Coder 30B"), "none"],
    [modelOf("DeepSeek-CODER"), "none"],
    [modelOf("qwen3-30b-a3b"), "any"],
    [modelOf("a-coder", "gptoss"), "levels"],
  ])("%j: %s", (model, thinking) => {
    expect(thinkingOf(model)).toBe(thinking);
  });

  test("LoRA weights are named alone or with more about them", () => {
    expect(loraNames({ lora_weights: ["one", { name: "two" }] })).toEqual(["one", "two"]);
    expect(loraNames({ lora_weights: [] })).toEqual([]);
    expect(loraNames({})).toEqual([]);
  });
});

describe("a model that the catalog lacks", () => {
  const known = ["qwen3-30b-a3b", "qwen3-coder-30b-a3b", "llama-3.2-3b", "nomic-embed"];

  test.each([
    ["qwen3-codr-30b-a3b", "qwen3-coder-30b-a3b"],
    ["QWEN3-30B-A3B", "qwen3-30b-a3b"],
    ["llama", "llama-3.2-3b"],
    ["nomic-embed-text", "nomic-embed"],
  ])("%s: the closest is %s", (wanted, closest) => {
    expect(closestIds(wanted, known)[0]).toBe(closest);
  });

  test("the closest are three at most, those as far as each other by name", () => {
    expect(closestIds("x", ["c", "a", "b", "d"])).toEqual(["a", "b", "c"]);
    expect(closestIds("x", ["c", "a"], 1)).toEqual(["a"]);
    expect(closestIds("x", [])).toEqual([]);
  });

  test("is a fault at its path, with the closest ids", () => {
    const fault = unknownModel("model_name", "qwen3-codr", known);
    expect(fault).toMatchObject({ path: "model_name", code: "unknown_model" });
    expect(fault.message).toMatch(/^model_name .*qwen3-coder-30b-a3b/);
    expect(unknownModel("model_name", "x", []).message).toContain("empty");
  });
});
