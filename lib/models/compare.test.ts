import { describe, expect, test } from "vitest";
import { compareModels } from "./compare";
import { factsOf } from "./facts";
import { dayText, sizeText } from "./units";
import { type ModelWithUse, modelWithUse } from "./query";

function model(id: string, more: object = {}): ModelWithUse {
  const entry = { id, name: id, model: id, task: "TextToText", provider: "ollama", details: {} };
  return modelWithUse.parse({ ...entry, available: true, used_by: 0, ...more });
}

const rowsOf = (models: ModelWithUse[]) => compareModels(models).flatMap(({ rows }) => rows);

describe("models side by side", () => {
  const small = model("small", {
    used_by: 2,
    size: 2_500_000_000,
    details: { family: "qwen3", context_length: 40960, architecture: { n_layers: 36, odd: true } },
    parameters: { temperature: 0, num_ctx: 8192, num_predict: -1 },
  });
  const large = model("large", { details: { family: "qwen3" }, extra: { deep: [1] } });

  test("each fact that one of them tells is a row, with nothing where another does not", () => {
    const rows = new Map(rowsOf([small, large]).map(({ path, texts }) => [path, texts]));
    expect(rows.get("details.context_length")).toEqual(["40,960 tokens", null]);
    expect(rows.get("size")).toEqual(["2.5 GB", null]);
    expect(rows.get("details.architecture.n_layers")).toEqual(["36", null]);
    expect(rows.get("details.architecture.odd")).toEqual(["yes", null]);
    expect(rows.get("parameters.temperature")).toEqual(["0 (greedy)", null]);
    expect(rows.get("parameters.num_predict")).toEqual(["-1 (no limit)", null]);
    expect(rows.get("extra")).toEqual([null, '{"deep":[1]}']);
    expect(rows.get("used_by")).toEqual(["2", "0"]);
    expect(rows.has("digest")).toBe(false);
  });

  test("a row differs only if two models report different values", () => {
    const differing = rowsOf([small, large, model("none")]).filter(({ differs }) => differs);
    expect(differing.map(({ path }) => path)).toEqual(["model", "used_by"]);
    expect(rowsOf([small, small]).some(({ differs }) => differs)).toBe(false);
  });

  test("none are no groups", () => {
    expect(compareModels([])).toEqual([]);
  });
});

describe("a fact", () => {
  test("that this program does not know is shown by its name in the file", () => {
    const { identity, details } = factsOf(
      model("m", { pulled_by: "me", details: { experts_shared: 2, families: ["a", "b"] } }),
    );
    expect(identity).toContainEqual({ path: "pulled_by", label: "Pulled by", text: "me" });
    expect(details).toContainEqual({
      path: "details.experts_shared",
      label: "Experts shared",
      text: "2",
    });
    expect(details.find(({ path }) => path === "details.families")?.text).toBe("a, b");
  });

  test("of size is in units of thousands, and a day in words", () => {
    expect([0, 999, 1000, 8_710_000_000, 87e9, 3e18].map(sizeText)).toEqual([
      "0 bytes",
      "999 bytes",
      "1 kB",
      "8.71 GB",
      "87 GB",
      "3,000 PB",
    ]);
    expect(dayText("2026-05-04T17:37:44.706015396-07:00")).toBe("5 May 2026");
    expect(dayText("last spring")).toBe("last spring");
  });
});
