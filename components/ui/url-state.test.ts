import { expect, test } from "vitest";
import { queryOf } from "./use-url-state";

const DEFAULTS = { q: "", owner: "me", ids: "" };

test.each([
  [{}, ""],
  [{ owner: "all" }, "?owner=all"],
  [{ q: "a b&c", owner: "all" }, "?q=a+b%26c&owner=all"],
  [{ ids: "a,b,c" }, "?ids=a,b,c"],
  [{ owner: "" }, "?owner="],
])("the state %j has the query %j, without its defaults", (state, query) => {
  expect(queryOf({ ...DEFAULTS, ...state }, DEFAULTS)).toBe(query);
});

test("a query is read as the state that it was written from", () => {
  const state = { q: "ü,%2C +=&", owner: "all", ids: "a%2Cb,c" };
  const read = Object.fromEntries(new URLSearchParams(queryOf(state, DEFAULTS)));
  expect(read).toEqual(state);
});
