import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergePatch, removedPaths } from "./merge-patch";

/** The examples of RFC 7396, appendix A: target, patch, result. */
const RFC: [unknown, unknown, unknown][] = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [
    ["a", "b"],
    ["c", "d"],
    ["c", "d"],
  ],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

describe("mergePatch", () => {
  test.each(RFC)("%j patched with %j is %j", (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  test("changes neither argument, and an empty patch changes nothing", () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const [before, patchBefore] = [JSON.stringify(target), JSON.stringify(patch)];
        mergePatch(target, patch);
        expect([JSON.stringify(target), JSON.stringify(patch)]).toEqual([before, patchBefore]);
        expect(JSON.stringify(mergePatch(target, {}))).toBe(before);
      }),
    );
  });

  test("applying the same patch twice changes nothing more", () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(JSON.stringify(mergePatch(once, patch))).toBe(JSON.stringify(once));
      }),
    );
  });

  test("treats prototype names as ordinary members", () => {
    const patch: unknown = JSON.parse('{"constructor":1,"__proto__":{"polluted":true}}');
    const merged = mergePatch({}, patch) as object;
    expect(Object.keys(merged)).toEqual(["constructor", "__proto__"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test("removedPaths returns exactly the members that are null", () => {
  expect(removedPaths({ a: null, b: { c: null, d: 0 }, e: [null], f: "" })).toEqual([
    ["a"],
    ["b", "c"],
  ]);
  expect(removedPaths([null])).toEqual([]);
});
