import type { Field, ModelTask } from "./types";

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });

/** A number as people read it: `40,960`. */
export function amountText(value: number): string {
  return grouped.format(value);
}

/** A count with its noun: `1 model`, `2 models`. */
export function countWords(count: number, thing: string): string {
  return `${count.toLocaleString("en")} ${thing}${count === 1 ? "" : "s"}`;
}

/** At most the first `length` characters, never ending in half a surrogate pair. */
export function firstOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}

/** The beginning of a text, cut after a word and marked with `…`; a text of at most `length` is whole. */
export function beginningOf(text: string, length: number): string {
  if (text.length <= length) return text;
  const start = firstOf(text, length - 1);
  // Scripts without spaces are cut anywhere.
  const words = start.replace(/\s+\S{0,30}$/, "");
  return `${words.replace(/[\s,;:.-]+$/, "")}…`;
}

/** A model's task for people: `TextToImage` is "Text to image", `VisionTextToText` "Image and text to text". */
export function modelTaskText(task: ModelTask): string {
  const inputs = task.replace(/^(Vision|Image)(?=Text)/, "ImageAnd");
  return inputs.replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Tasks of models in a sentence: `“Text to text” or “Image and text to text”`. */
export function modelTasksText(tasks: readonly ModelTask[]): string {
  return tasks.map((task) => `“${modelTaskText(task)}”`).join(" or ");
}

/** Names in a sentence: `A`, `A and B`, `A, B and C`. */
export function listText(names: readonly string[]): string {
  const first = names.slice(0, -1).join(", ");
  const last = names.at(-1) ?? "";
  return first === "" ? last : `${first} and ${last}`;
}

/** A number of a field: an amount is grouped, a seed is not. */
export function numberText(field: Field | undefined, value: number): string {
  return field?.unit ? amountText(value) : String(value);
}
