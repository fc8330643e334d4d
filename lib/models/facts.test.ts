import { describe, expect, test } from "vitest";
import { compareModels } from "./compare";
import { factsOf, type ModelFact } from "./facts";
import { type ModelWithUse, modelWithUse } from "./query";

function model(set: object = {}): ModelWithUse {
  const base = { id: "m", name: "M", model: "org/m", task: "TextToText", provider: "box" };
  return modelWithUse.parse({ ...base, details: {}, available: true, used_by: 0, ...set });
}

/** The texts of all facts by their paths. */
function textsOf(set: object) {
  const { identity, details, architecture } = factsOf(model(set));
  return new Map([...identity, ...details, ...architecture].map(({ path, text }) => [path, text]));
}

describe("a fact in words", () => {
  test.each([
    [true, "yes"],
    [false, "no"],
    [40_960, "40,960"],
    ["", null],
    [null, null],
    [[], null],
    [["a", 2, null, true], "a, 2, nothing, yes"],
    [{ a: [1] }, '{"a":[1]}'],
  ])("of %j is %j", (value, text) => {
    expect(textsOf({ details: { odd: value } }).get("details.odd")).toBe(text);
  });

  test("has the name that people know, or one made readable", () => {
    const { identity, details, architecture } = factsOf(
      model({ _odd_name: 1, details: { architecture: { n_kv_heads: 8, n_odd: 1 } } }),
    );
    expect(identity).toContainEqual({ path: "_odd_name", label: "Odd name", text: "1" });
    expect(architecture).toContainEqual({
      ...{ path: "details.architecture.n_kv_heads", label: "KV heads", text: "8" },
    });
    expect(architecture).toContainEqual({
      ...{ path: "details.architecture.n_odd", label: "N odd", text: "1" },
    });
    expect(details.map(({ path }) => path)).not.toContain("details.architecture");
  });

  test("of the context has its unit only if it is known", () => {
    const unitOf = (context_length: number | null) => {
      const facts: readonly ModelFact[] = factsOf(model({ details: { context_length } })).details;
      return facts.find(({ path }) => path === "details.context_length")?.unit;
    };
    expect([unitOf(4096), unitOf(null)]).toEqual(["tokens", undefined]);
  });

  test("of the file has its size and its day in words", () => {
    const texts = textsOf({ size: 2_500_000_000, modified_at: "2030-01-31T23:00:00Z" });
    expect([texts.get("size"), texts.get("modified_at")]).toEqual(["2.5 GB", "31 Jan 2030"]);
    expect(textsOf({ size: 0 }).get("size")).toBe("0 bytes");
    const none = textsOf({});
    expect([none.get("size"), none.get("modified_at")]).toEqual([null, null]);
  });

  test("appears once: what the page shows elsewhere is not repeated", () => {
    const set = { parameters: { top_k: 4 }, lora_weights: [], used_by: 3, correction: undefined };
    const { identity, details } = factsOf(model(set));
    const paths = [...identity, ...details].map(({ path }) => path);
    for (const path of ["details", "parameters", "available", "used_by", "correction"]) {
      expect(paths).not.toContain(path);
    }
    expect(paths.filter((path) => path === "lora_weights")).toHaveLength(1);
    expect(new Set(paths).size).toBe(paths.length);
  });
});

describe("models side by side", () => {
  test("are compared in groups with names, without those that have nothing", () => {
    const titlesOf = (...sets: object[]) =>
      compareModels(sets.map((set) => model(set))).map(({ title }) => title);
    expect(titlesOf({}, {})).toEqual(["Overview"]);
    expect(
      titlesOf({ parameters: { top_k: 4 } }, { details: { architecture: { n_layers: 3 } } }),
    ).toEqual(["Overview", "Recommended parameters", "Architecture"]);
  });

  test("have their names above the rows, not in them", () => {
    const paths = compareModels([model(), model()]).flatMap(({ rows }) =>
      rows.map(({ path }) => path),
    );
    expect(paths).not.toContain("name");
    expect(paths).not.toContain("id");
    expect(paths).toEqual(expect.arrayContaining(["task", "provider", "model", "used_by"]));
  });

  test("of which one tells nothing have no row for it", () => {
    const [overview] = compareModels([model(), model({ details: { family: "qwen3" } })]);
    expect(overview?.rows.find(({ path }) => path === "details.family")?.texts).toEqual([
      ...[null, "qwen3"],
    ]);
    expect(overview?.rows.some(({ path }) => path === "details.format")).toBe(false);
  });
});
