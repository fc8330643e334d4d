import { expect, test } from "vitest";
import type { KeptChoice, KeptTexts } from "./schema";
import { fitTexts } from "./texts";

const PIXELS = "iVBORw0KGgo=".repeat(1000);
const effective = { parameters: { temperature: 0.2 }, image_settings: null };

const choice = (text: string, more: Partial<KeptChoice> = {}): KeptChoice => ({
  text,
  reasoning: "",
  refusal: "",
  tool_calls: [],
  ...more,
});

const answerOf = (...choices: KeptChoice[]) => ({ choices, results: [], summary: null });

function fit(request: KeptTexts["request"], answer: KeptTexts["answer"] = null) {
  return fitTexts({ request, answer, effective });
}

const sizeOf = (texts: KeptTexts) => Buffer.byteLength(JSON.stringify(texts));
/** The limit, and what may be added to say that something is cut. */
const LIMIT = 256 * 1024 + 20_000;

test("texts within the limit are kept as they are", () => {
  const request = {
    model: "task:primary",
    messages: [
      { role: "user", content: "data: one, two. See data:text, and x".repeat(100) },
      { role: "assistant", content: null, tool_calls: [{ id: "1", function: { name: "f" } }] },
    ],
    temperature: 0,
    stop: [],
    stream: true,
  };
  const answer = answerOf(choice("Hello", { reasoning: "Hm" }), choice("Hi"));
  expect(fit(request, answer)).toEqual({ request, answer, effective, cut: false });
});

test("files are notes with their type and size, wherever they are", () => {
  const url = `data:image/png;base64,${PIXELS}`;
  const { request, cut } = fit({
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: `Look: ![](${url}) and ![](${url}).` },
          { type: "image_url", image_url: { url } },
          {
            type: "image_url",
            image_url: { url: "data:image/svg+xml,%3Csvg%3E".padEnd(5000, "x") },
          },
          { type: "input_audio", input_audio: { data: PIXELS, format: "wav" } },
        ],
      },
    ],
  });
  expect(cut).toBe(false);
  expect(JSON.stringify(request)).not.toContain("iVBORw0KGgo");
  const content = [
    { type: "text", text: "Look: ![]([image/png, 9 KB]) and ![]([image/png, 9 KB])." },
    { type: "image_url", image_url: { url: "[image/png, 9 KB]" } },
    { type: "image_url", image_url: { url: "[image/svg+xml, 4 KB]" } },
    { type: "input_audio", input_audio: { data: "[file, 9 KB]", format: "wav" } },
  ];
  expect(request).toEqual({ messages: [{ role: "user", content }] });
});

test("a long text is cut, which it says, and others stay", () => {
  const long = "word ".repeat(100_000);
  const kept = fit({ messages: [{ role: "user", content: long }] }, answerOf(choice("Short")));
  expect(kept).toMatchObject({ answer: answerOf(choice("Short")), cut: true });
  const [message] = kept.request.messages as { role: string; content: string }[];
  expect(message?.role).toBe("user");
  expect(message?.content).toMatch(/^(word )+\w*… \[cut: 26\d,\d\d\d of 500,000 characters\]$/);
  expect(sizeOf(kept)).toBeLessThan(LIMIT);
});

test("of a long conversation the last messages are kept", () => {
  const messages = Array.from({ length: 2048 }, (_, number) => ({
    role: "user",
    content: `${number} ${"text ".repeat(200)}`,
  }));
  const kept = fit({ model: "m", tools: [{ type: "function" }], messages });
  const last = kept.request.messages as typeof messages;
  expect(kept.cut).toBe(true);
  expect(last.length).toBeGreaterThan(200);
  expect(last.slice(1)).toEqual(messages.slice(1 - last.length));
  expect(kept.request).toMatchObject({ model: "m", tools: [] });
});

test.each([
  ["one text", { prompt: "é\n\u0001".repeat(10_000_000) }],
  ["many texts", { input: Array.from({ length: 2048 }, () => "日本語 ".repeat(2000)) }],
  [
    "many members",
    { logit_bias: Object.fromEntries(Array.from({ length: 90_000 }, (_, n) => [n, 1])) },
  ],
  ["many small objects", { tools: Array.from({ length: 90_000 }, () => ({ type: "function" })) }],
  ["a deep schema", { schema: tree(5) }],
  ["halves of characters", { prompt: "😀".repeat(400_000) }],
])("a request with %s stays within the limit, and keeps room for its answer", (_what, request) => {
  const answer = answerOf(
    choice("The answer ".repeat(50_000), { reasoning: "Because ".repeat(90) }),
  );
  const kept = fit(request, answer);
  expect(kept.cut).toBe(true);
  expect(sizeOf(kept)).toBeLessThan(LIMIT);
  expect(sizeOf(kept)).toBeGreaterThan(100_000);
  expect(kept.answer?.choices[0]?.text).toMatch(/^The answer .* of 550,000 characters\]$/);
  expect(JSON.stringify(kept)).not.toMatch(/\\ud83d"/);
});

/** An object of objects. */
function tree(depth: number): object {
  if (depth === 0) return {};
  return Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`member ${n}`, tree(depth - 1)]));
}
