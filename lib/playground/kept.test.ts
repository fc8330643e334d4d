import { expect, test } from "vitest";
import type { KeptRequest } from "@/lib/kept/schema";
import { ENDPOINT_OF } from "./requests";
import { headlineOf, inputOf, turnsOf } from "./kept";

function kept(request: KeptRequest["request"], path: string = ENDPOINT_OF.text): KeptRequest {
  return {
    ...{ id: "r", time: "2030-01-01T00:00:00.000Z", user_id: "u", key_id: null, task: null },
    ...{ profile_id: "p", revision: 1, model: "m", engine_id: "e", engine: "E", path },
    ...{ stream: false, status: 200, code: null, attempts: 1, finish: "stop", tokens_in: 1 },
    ...{ tokens_out: 1, tokens_cached: null, tokens_reasoning: null, first_output_ms: 1 },
    ...{ total_ms: 2, queue_ms: 0, load_ms: null, context_granted: null, dropped: [] },
    ...{ stopped_by: null, request, answer: null, effective: null, cut: false },
  };
}

const CONVERSATION = kept({
  messages: [
    { role: "developer", content: "Be brief." },
    {
      role: "user",
      content: [
        { type: "text", text: "What is\nthis?" },
        { type: "image_url", image_url: { url: "[image/png, 9 KB]" } },
        { type: "input_audio", input_audio: { data: "[file, 1 KB]", format: "wav" } },
      ],
    },
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "1", function: { name: "look", arguments: '{"at":1}' } }],
    },
    { role: "tool", tool_call_id: "1", content: "A cat" },
  ],
});

test("a conversation is shown with everything that was said, files as notes, and calls", () => {
  expect(turnsOf(CONVERSATION)).toEqual([
    { label: "System", text: "Be brief." },
    { label: "User", text: "What is\nthis?\n[image/png, 9 KB]\n[file, 1 KB]" },
    { label: "Model", text: 'look({"at":1})' },
    { label: "Tool", text: "A cat" },
  ]);
  expect(headlineOf(CONVERSATION)).toBe("What is this? [image/png, 9 KB] [file, 1 KB]");
});

test("the playground gets the messages that it can send", () => {
  expect(inputOf(CONVERSATION, "text")).toEqual({
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "What is\nthis?" },
    ],
  });
  expect(inputOf(kept({ messages: [{ role: "tool", content: "x" }] }), "text")).toBeNull();
});

test("requests of every kind are shown and tried again, but only with a task of that kind", () => {
  const documents = ["a", "b"];
  const all = {
    text: kept({ prompt: "Once" }, "/v1/completions"),
    embedding: kept({ input: ["a", "b"] }, ENDPOINT_OF.embedding),
    reranking: kept({ query: "q", documents }, ENDPOINT_OF.reranking),
    image: kept({ prompt: "A door" }, ENDPOINT_OF.image),
  } as const;
  expect(inputOf(all.text, "text")).toEqual({ messages: [{ role: "user", content: "Once" }] });
  expect(inputOf(all.embedding, "embedding")).toEqual({ input: ["a", "b"] });
  expect(inputOf(all.reranking, "reranking")).toEqual({ query: "q", documents });
  expect(inputOf(all.image, "image")).toEqual({ prompt: "A door" });
  for (const [kind, request] of Object.entries(all)) {
    for (const other of ["text", "embedding", "reranking", "image"] as const) {
      if (other !== kind) expect(inputOf(request, other)).toBeNull();
    }
  }
  expect(turnsOf(all.reranking).map(({ label }) => label)).toEqual([
    ...["Query", "Document 1", "Document 2"],
  ]);
  expect(headlineOf(all.image)).toBe("A door");
  expect(headlineOf(kept({}))).toBe("(no text)");
});

test("what is not of the expected shape is left out, and an unknown role is shown as it is", () => {
  const odd = kept({
    messages: [
      null,
      { role: "critic", content: 7 },
      { role: "user", content: [null, { type: "text" }, { type: "image_url", image_url: "[x]" }] },
    ],
    input: ["a", 7],
  });
  expect(turnsOf(odd)).toEqual([
    { label: "critic", text: "" },
    { label: "User", text: "\n\n[x]" },
    { label: "Text 1", text: "a" },
  ]);
  expect(inputOf(kept({ messages: "Hello" }), "text")).toBeNull();
});

test("a list shows what the user said last, else the first text, on one line", () => {
  const chat = [
    { role: "user", content: "First" },
    { role: "user", content: " Second\n line " },
    { role: "assistant", content: "Answer" },
  ];
  expect(headlineOf(kept({ messages: chat }))).toBe("Second line");
  expect(headlineOf(kept({ messages: [{ role: "system", content: "Be brief." }] }))).toBe(
    "Be brief.",
  );
  expect(headlineOf(kept({ input: ["a", "b"] }, ENDPOINT_OF.embedding))).toBe("a");
  expect(headlineOf(kept({ prompt: " \n " }, ENDPOINT_OF.image))).toBe("(no text)");
});

test("several texts of a message are several lines of the playground's", () => {
  const content = [
    { type: "text", text: "a" },
    { type: "image_url", image_url: { url: "[x]" } },
    { type: "text", text: "b" },
  ];
  expect(inputOf(kept({ messages: [{ role: "user", content }] }), "text")).toEqual({
    messages: [{ role: "user", content: "a\nb" }],
  });
});

test("a request without what its kind needs is no input", () => {
  expect(inputOf(kept({ prompt: 7 }, "/v1/completions"), "text")).toBeNull();
  expect(inputOf(kept({ input: [] }, ENDPOINT_OF.embedding), "embedding")).toBeNull();
  expect(inputOf(kept({ documents: ["a"] }, ENDPOINT_OF.reranking), "reranking")).toBeNull();
  expect(inputOf(kept({}, ENDPOINT_OF.image), "image")).toBeNull();
});
