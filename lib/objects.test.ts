import { describe, expect, test } from "vitest";
import { asObject, isKeyOf, isObject, keysOf, objectAt, recordOf } from "./objects";

const NO_OBJECTS = [undefined, null, 1, "x", true, [], [{}]];

test("only an object that is no list is one", () => {
  expect(isObject({})).toBe(true);
  expect(isObject(Object.create(null))).toBe(true);
  for (const value of NO_OBJECTS) expect(isObject(value)).toBe(false);
});

describe("unchecked input", () => {
  test("is read as an empty object where it is none", () => {
    for (const value of NO_OBJECTS) expect(asObject(value)).toEqual({});
    expect(asObject({ a: 1 })).toEqual({ a: 1 });
  });

  test("has empty members where it has none", () => {
    expect(objectAt({ a: { b: 1 } }, "a")).toEqual({ b: 1 });
    for (const value of [...NO_OBJECTS, {}, { a: [1] }, { a: "x" }]) {
      expect(objectAt(value, "a")).toEqual({});
    }
  });
});

test("keys are the object's own, not those of every object", () => {
  const object = { a: 1, b: undefined };
  expect(keysOf(object)).toEqual(["a", "b"]);
  expect(isKeyOf(object, "b")).toBe(true);
  for (const key of ["c", "toString", "__proto__", "constructor"]) {
    expect(isKeyOf(object, key), key).toBe(false);
  }
});

test("a record has a value for each key", () => {
  expect(recordOf(["a", "bb"], (key) => key.length)).toEqual({ a: 1, bb: 2 });
  expect(recordOf([], () => 1)).toEqual({});
});
