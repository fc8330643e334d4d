import { expect, test } from "vitest";
import { fieldAt } from "@/lib/registry/fields";
import { type Bound, limitsFor } from "@/lib/values/limits";
import { boundText, limitText, reachText, recordedText, wordsWithin } from "./words";

const CASES: [string, Pick<Bound, "min" | "max" | "fixed">, string][] = [
  ["parameters.num_ctx", { max: 65_536 }, "at most 65,536 tokens"],
  ["parameters.num_ctx", { min: 512 }, "at least 512 tokens"],
  ["parameters.num_ctx", { max: 1 }, "at most 1 token"],
  ["parameters.num_ctx", { min: 512, max: 8192 }, "from 512 to 8,192 tokens"],
  ["parameters.num_ctx", { fixed: 8192 }, "fixed to 8,192 tokens"],
  ["parameters.seed", { fixed: -1 }, "fixed to -1 (random)"],
  ["parameters.temperature", { min: 0, max: 0 }, "from 0 (greedy) to 0 (greedy)"],
  ["gpu_config.offload_kqv", { fixed: false }, "fixed to no"],
  ["gpu_config.tensor_split", { fixed: null }, "fixed to none"],
  ["parameters.stop", { fixed: ["\n"] }, String.raw`fixed to "\n"`],
];

test.each(CASES)("%s %j is %s", (path, ends, words) => {
  expect(boundText(path, ends)).toBe(words);
});

test.each([
  [{ path: "parameters.num_ctx", task: null, max: 8192 }, "at most 8,192 tokens"],
  [{ path: "parameters.top_k", fixed: 0, task: "primary" }, "fixed to 0 (off)"],
  [{ path: "gpu_config.offload_kqv", fixed: false }, "fixed to no"],
  [{ path: "parameters.num_ctx" }, ""],
  [null, ""],
])("a limit that the audit recorded as %j is %s", (recorded, words) => {
  expect(recordedText(recorded)).toBe(words);
});

test("a bound is for all tasks, or for one by its name", () => {
  expect(reachText(null)).toBe("all tasks");
  expect(reachText("primary_summary")).toBe("Summarization");
});

test("special values are told where they lie within the ends", () => {
  const field = fieldAt("parameters.num_predict");
  if (!field) throw new Error("there is a field");
  expect(wordsWithin(field, { min: 16 })).toEqual(["-1 (no limit)"]);
  expect(wordsWithin(field, { max: 4096 })).toEqual([]);
});

const LIMITS: [Partial<Bound>[], string][] = [
  [[{ max: 65_536 }], "Ada allows at most 65,536 tokens here."],
  [[{ min: 5 }], "Ada allows at least 5 tokens here."],
  [[{ min: 5 }, { max: 9, set_by_name: "Bob" }], "Ada and Bob allow from 5 to 9 tokens here."],
  [[{ fixed: 7 }], "Ada fixed it to 7 tokens."],
];

test.each(LIMITS)("who sets a value that %j hold is told: %s", (parts, words) => {
  const whole = { id: "b", path: "parameters.num_ctx", task: null, set_by_name: "Ada" };
  const [limit] = limitsFor(
    parts.map((part) => ({ ...whole, updated_at: "", ...part })),
    undefined,
  );
  if (!limit) throw new Error("there is a limit");
  expect(limitText(limit)).toBe(words);
});
