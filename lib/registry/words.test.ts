import fc from "fast-check";
import { expect, test } from "vitest";
import { beginningOf, modelTasksText, modelTaskText } from "./words";

test.each([
  ["Answer in one word.", 40, "Answer in one word."],
  ["You are a careful, patient reviewer.", 28, "You are a careful, patient…"],
  ["You are a careful, patient reviewer.", 20, "You are a careful…"],
  ["長い文章は空白なしで続く", 6, "長い文章は…"],
])("the beginning of %j in %i characters ends after a word: %j", (text, length, beginning) => {
  expect(beginningOf(text, length)).toBe(beginning);
});

test("a beginning is never longer than asked and always well formed", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.integer({ min: 1, max: 40 }),
      (text, length) => {
        const beginning = beginningOf(text.toWellFormed(), length);
        expect(beginning.length).toBeLessThanOrEqual(length);
        expect(beginning.isWellFormed()).toBe(true);
      },
    ),
  );
});

test.each([
  ["TextToText", "Text to text"],
  ["VisionTextToText", "Image and text to text"],
  ["ImageTextToImage", "Image and text to image"],
  ["ImageToText", "Image to text"],
  ["TextToEmbeddings", "Text to embeddings"],
  ["Reranking", "Reranking"],
] as const)("people read the model task %s as “%s”", (task, text) => {
  expect(modelTaskText(task)).toBe(text);
});

test("a sentence quotes the tasks that it names", () => {
  expect(modelTasksText(["TextToText", "Reranking"])).toBe("“Text to text” or “Reranking”");
});
