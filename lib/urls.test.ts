import { describe, expect, test } from "vitest";
import { chosenIn, HOME, nextPath, oneOf, searchOf } from "./urls";

describe("the page after signing in", () => {
  test.each([
    ["/profiles", "/profiles"],
    ["/models?q=a#b", "/models?q=a#b"],
    ["/profiles/../settings", "/settings"],
    ["/a%20b", "/a%20b"],
    ["/apis", "/apis"],
  ])("%s is the one that was requested", (wanted, path) => {
    expect(nextPath(wanted)).toBe(path);
  });

  test.each([
    ["https://evil.example/"],
    ["//evil.example"],
    ["/\\evil.example"],
    ["/%09/evil.example\t//x".replace("%09", "\t")],
    ["/x/..//evil.example"],
    ["javascript:alert(1)"],
    ["profiles"],
    [""],
    ["/api/keys"],
    ["//"],
    [null],
    [undefined],
    [["/models"]],
  ])("%j is not a page of this site: it leads home", (wanted) => {
    expect(nextPath(wanted)).toBe(HOME);
  });
});

describe("values in a URL", () => {
  test("are one of the legal ones, or the fallback", () => {
    const legal = ["a", "b"] as const;
    expect(oneOf(legal, "b", "a")).toBe("b");
    for (const given of ["c", "", null, "toString"]) expect(oneOf(legal, given, "a")).toBe("a");
  });

  test("are read once of those that are repeated, as the browser reads them", () => {
    const search = searchOf({ q: ["one", "two"], sort: "name", gone: undefined });
    expect(search.get("q")).toBe("one");
    expect(search.get("sort")).toBe("name");
    expect(search.get("gone")).toBeNull();
    expect(search.get("none")).toBeNull();
  });

  test("are left out of the query where they are empty", () => {
    expect(chosenIn({ q: "", owner: "me", type: "1", page: 3, other: null })).toEqual({
      owner: "me",
      type: "1",
    });
  });
});
