import { describe, expect, test } from "vitest";
import { contextOf, sizeOf, taskOf, timeOf } from "./reported";

describe("a task that is reported", () => {
  test.each([
    ["a task of the catalog", { task: "Reranking" }, "Reranking"],
    ["LM Studio's type", { type: "vlm" }, "VisionTextToText"],
    ["LM Studio's type", { type: "embeddings" }, "TextToEmbeddings"],
    ["Together's type", { type: "rerank" }, "Reranking"],
    ["Hugging Face's pipeline", { pipeline_tag: "automatic-speech-recognition" }, "SpeechToText"],
    ["Hugging Face's task", { task: "feature-extraction" }, "TextToEmbeddings"],
    ["Ollama's capability", { capabilities: ["embedding"] }, "TextToEmbeddings"],
    ["Ollama's capability", { capabilities: ["completion", "vision"] }, "VisionTextToText"],
    ["Ollama's image generation", { capabilities: ["image"] }, "TextToImage"],
    ["Ollama's image editing", { capabilities: ["image", "vision"] }, "ImageToImage"],
    ["Mistral's capabilities", { capabilities: { vision: true, x: 1 } }, "VisionTextToText"],
    [
      "OpenRouter's modalities",
      { architecture: { input_modalities: ["text", "image"], output_modalities: ["text"] } },
      "VisionTextToText",
    ],
    [
      "OpenRouter's modalities of images",
      { architecture: { input_modalities: ["text"], output_modalities: ["image"] } },
      "TextToImage",
    ],
    [
      "OpenRouter's modalities of speech",
      { architecture: { input_modalities: ["audio"], output_modalities: ["text"] } },
      "SpeechToText",
    ],
    ["a chat model that also sees", { type: "chat", capabilities: ["vision"] }, "VisionTextToText"],
  ])("as %s is the task: %j", (_, reported, task) => {
    expect(taskOf(reported, "flux-embed-whisper")).toBe(task);
  });

  test.each([
    { type: "moderation" },
    { type: "constructor" },
    { task: 5 },
    { capabilities: [null, { vision: true }] },
    { architecture: { output_modalities: "image" } },
  ])("in words that are not known is not: the name decides, for %j", (reported) => {
    expect(taskOf(reported, "org/bge-m3")).toBe("TextToEmbeddings");
  });
});

test.each([
  ["gpt-5", "TextToText"],
  ["text-embedding-3-large", "TextToEmbeddings"],
  ["BAAI/bge-m3", "TextToEmbeddings"],
  ["all-minilm", "TextToEmbeddings"],
  ["thenlper/gte-large", "TextToEmbeddings"],
  ["paraphrase-multilingual", "TextToEmbeddings"],
  ["intfloat/multilingual-e5-large", "TextToEmbeddings"],
  ["embeddinggemma:300m", "TextToEmbeddings"],
  ["snowflake-arctic-embed2", "TextToEmbeddings"],
  ["BAAI/bge-reranker-v2-m3", "Reranking"],
  ["whisper-1", "SpeechToText"],
  ["tts-1", "TextToSpeech"],
  ["gpt-image-1", "TextToImage"],
  ["black-forest/flux.1-dev", "TextToImage"],
  ["Qwen/Qwen2.5-VL-7B", "VisionTextToText"],
  ["qwen25vl", "VisionTextToText"],
  // Parts of other words.
  ["influx-7b", "TextToText"],
  ["fluxion", "TextToText"],
  ["subtitles-fixer", "TextToText"],
  ["robert-chat", "TextToText"],
  ["code5", "TextToText"],
  ["phase1e5", "TextToText"],
  ["evlogger", "TextToText"],
])("without a report, %s is taken for %s", (name, task) => {
  expect(taskOf({}, name)).toBe(task);
});

test.each([
  { details: { context_length: 8192 } },
  { max_model_len: 8192 },
  { context_length: 8192 },
  { context_window: 8192 },
  { max_context_length: 8192 },
  { meta: { n_ctx_train: 8192 } },
  { top_provider: { context_length: 8192 } },
  { model_info: { "llama.context_length": 8192 } },
  { context_length: -1, meta: { n_ctx_train: 8192 } },
  {
    model_info: {
      "general.architecture": "qwen25vl",
      "clip.context_length": 77,
      "qwen25vl.context_length": 8192,
    },
  },
])("the context length is read from %j", (reported) => {
  expect(contextOf(reported)).toBe(8192);
});

test.each([
  {},
  { context_length: 0 },
  { context_length: -1 },
  { context_length: 1.5 },
  { context_length: 1e12 },
  { context_length: "8192" },
  { meta: "none", details: [], model_info: 1 },
])("the context length of %j is unknown", (reported) => {
  expect(contextOf(reported)).toBe(null);
});

test.each([
  [4_109_853_248, 4_109_853_248],
  ["4109853248", 4_109_853_248],
  ["4.1 GB", 4_100_000_000],
  ["4.1GB", 4_100_000_000],
  ["4 GiB", 4 * 1024 ** 3],
  ["512 MiB", 512 * 1024 ** 2],
  ["900kb", 900_000],
  ["12 bytes", 12],
  ["-4", null],
  ["large", null],
  ["4 parsecs", null],
  [-1, null],
  [0, null],
  [1e20, null],
  [["4"], null],
])("a size of %j is %j bytes", (size, bytes) => {
  expect(sizeOf({ size })).toBe(bytes);
});

test("the size is also read from llama.cpp's and LM Studio's fields", () => {
  expect(sizeOf({ meta: { size: 7 } })).toBe(7);
  expect(sizeOf({ size_bytes: 8 })).toBe(8);
});

test.each([
  [1_700_000_000, "2023-11-14T22:13:20.000Z"],
  [1_700_000_000_000, "2023-11-14T22:13:20.000Z"],
  ["1700000000", "2023-11-14T22:13:20.000Z"],
  ["2026-05-04T17:37:44.706015396-07:00", "2026-05-04T17:37:44.706015396-07:00"],
  ["2026-05-04", "2026-05-04"],
  [0, null],
  [-1, null],
  [1e30, null],
  ["0001-01-01T00:00:00Z", null],
  ["9999-12-31", null],
  ["yesterday", null],
  [{ valueOf: 1 }, null],
])("a time of %j is %j", (created, time) => {
  expect(timeOf({ created })).toBe(time);
});
