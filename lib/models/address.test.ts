import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparePath, joinIds, modelIdIn, modelPath, splitIds } from "./address";

const awkward = [
  "compare",
  "~compare",
  "~~compare",
  ".",
  "..",
  "~.",
  "~-compare",
  "~p",
  "50% off",
  "a/b",
  "a,b",
  "%2C",
  "%",
  "ü ?#",
];
const anyId = fc.oneof(fc.constantFrom(...awkward), fc.string({ minLength: 1, unit: "grapheme" }));

/** The last part of the path, as a browser that opens the address sends it. */
function sent(path: string): string {
  return new URL(path, "http://localhost").pathname.split("/").slice(2).join("/");
}

describe("a model's address", () => {
  test("leads back to its id, whatever the id", () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(modelIdIn(sent(modelPath(id)))).toBe(id);
      }),
    );
  });

  test("holds no escaped per cent sign, which servers decode twice", () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(sent(modelPath(id))).not.toContain("%25");
        expect(modelIdIn(decodeURIComponent(sent(modelPath(id))))).toBe(id);
      }),
    );
  });

  test("is never that of the comparison or of another page", () => {
    for (const id of awkward) expect(sent(modelPath(id))).not.toMatch(/^(compare|)$|\//);
    expect(modelPath("qwen3-4b")).toBe("/models/qwen3-4b");
  });

  test("that is no escaped text leads to no model", () => {
    expect(modelIdIn("%E0%A4")).toBeNull();
  });
});

describe("a list of ids in a query", () => {
  test("holds each id once, whatever the ids", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyId, { maxLength: 5 }), (ids) => {
        expect(splitIds(joinIds([...ids, ...ids]))).toEqual(ids);
        const { searchParams } = new URL(comparePath(ids), "http://localhost");
        expect(splitIds(searchParams.get("ids") ?? "")).toEqual(ids);
      }),
    );
  });

  test("is read as people write it", () => {
    expect(comparePath(["a", "b-1"])).toBe("/models/compare?ids=a,b-1");
    expect(splitIds(",a,,b,a")).toEqual(["a", "b"]);
  });
});
