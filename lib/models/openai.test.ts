import { expect, test } from "vitest";
import { collectEntries } from "./catalog-file";
import { openAiEntry } from "./openai";

const taken = (entry: unknown) => collectEntries([openAiEntry(entry, "box")]);

test.each([
  ["gpt-5", "TextToText"],
  ["text-embedding-3-large", "TextToEmbeddings"],
  ["BAAI/bge-m3", "TextToEmbeddings"],
  ["BAAI/bge-reranker-v2-m3", "Reranking"],
  ["whisper-1", "SpeechToText"],
  ["tts-1", "TextToSpeech"],
  ["gpt-image-1", "TextToImage"],
  ["Qwen/Qwen2.5-VL-7B", "VisionTextToText"],
  ["subtitles-fixer", "TextToText"],
])("%s is taken for %s", (id, task) => {
  expect(taken({ id }).entries).toMatchObject([{ id, task, provider: "box" }]);
});

test("what is told beside the id counts where it is right", () => {
  const [right] = taken({ id: "a", created: 1e30, max_model_len: 4096, meta: { size: 5 } }).entries;
  expect(right).toMatchObject({ modified_at: null, size: 5, details: { context_length: 4096 } });
  const [wrong] = taken({ id: "a", created: "x", max_model_len: -1, meta: "none" }).entries;
  expect(wrong).toMatchObject({ modified_at: null, size: null, details: { context_length: null } });
});

test.each([null, "a", {}, { id: 1 }, { id: "" }])("what has no id is a fault: %j", (entry) => {
  const { entries, errors } = taken(entry);
  expect(entries).toEqual([]);
  expect(errors.length).toBeGreaterThan(0);
});
