import { describe, expect, test } from "vitest";
import { BLANK_CONTENT } from "./content";
import { inFieldOrder, pathLabel, shownChanges, sideOf, textSides } from "./describe";

test("paths have the labels that the editor shows, with their section where it is not plain", () => {
  expect(pathLabel("system_prompt")).toBe("System prompt");
  expect(pathLabel("parameters.temperature")).toBe("Temperature");
  expect(pathLabel("gpu_config.main_gpu")).toBe("GPU · Main GPU");
  expect(pathLabel("parameters.long_gone")).toBe("parameters.long_gone");
});

describe("sides", () => {
  test.each([
    ["parameters.temperature", undefined, "not set", true],
    ["parameters.temperature", 0, "0 (greedy)", false],
    ["parameters.stop", [], "none", false],
    ["parameters.stop", ["\n\nUser:"], String.raw`"\n\nUser:"`, false],
    ["gpu_config.offload_kqv", false, "no", false],
    ["type", 18, "Engineering", false],
    ["model_version", null, "none", true],
    ["base_profile_id", null, "none", true],
    ["description", "", "empty", true],
    ["name", "Careful coder", "Careful coder", false],
    ["parameters.long_gone", [1], "[1]", false],
  ])("%s %j is told as %s", (path, value, text, absent) => {
    expect(sideOf(path, value)).toMatchObject({ text, absent });
  });

  test("what is counted has its unit, a word has none", () => {
    expect(sideOf("parameters.num_ctx", 8192)).toMatchObject({ text: "8,192", unit: "tokens" });
    expect(sideOf("parameters.num_predict", -1).unit).toBeUndefined();
  });
});

test("only texts that take a closer look are compared as such", () => {
  expect(textSides("a", "b")).toBeNull();
  expect(textSides("a\nb", "")).toEqual({ from: "a\nb", to: "" });
  expect(textSides("a".repeat(100), "b")).not.toBeNull();
  expect(textSides(undefined, "a\nb")).toBeNull();
});

test("changes stand in the order of the fields, unknown ones last", () => {
  const paths = ["parameters.gone", "gpu_config.main_gpu", "parameters.top_k", "name"];
  expect(inFieldOrder(paths.map((path) => ({ path }))).map(({ path }) => path)).toEqual([
    "name",
    "parameters.top_k",
    "gpu_config.main_gpu",
    "parameters.gone",
  ]);
});

test("a prompt left empty shows as inherited from the base that it comes from, or else as empty", () => {
  const own = { ...BLANK_CONTENT, base_profile_id: "base", system_prompt: "Be brief." };
  const [restored] = shownChanges(own, { ...own, system_prompt: "" });
  expect(restored?.from).toBe("Be brief.");
  expect(sideOf("system_prompt", restored?.to)).toMatchObject({
    isInherited: true,
    profile: "base",
  });
  const [cleared] = shownChanges(
    { ...own, base_profile_id: null },
    { ...own, base_profile_id: null, system_prompt: "" },
  );
  expect(sideOf("system_prompt", cleared?.to)).toMatchObject({ text: "empty", absent: true });
});
