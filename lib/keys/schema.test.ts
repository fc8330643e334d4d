import { expect, test } from "vitest";
import { SCOPES } from "@/lib/actor";
import { keyInput } from "./schema";

const KEY = { name: "nightly report", scopes: ["read"] };

function faultsIn(input: unknown): string[] {
  const { error } = keyInput.safeParse(input);
  const paths = (error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".")],
  );
  return [...new Set(paths)];
}

test.each([
  [{}],
  [{ name: "x".repeat(120) }],
  [{ scopes: [...SCOPES] }],
  [{ expires_at: null }],
  [{ expires_at: "2030-01-31T00:00:00Z" }],
  [{ expires_at: "2030-01-31T00:00:00.123+05:30" }],
  [{ expires_at: "9999-12-31T23:59:59.999Z" }],
])("a key may have %j", (fields) => {
  expect(faultsIn({ ...KEY, ...fields })).toEqual([]);
});

test.each<[object, string]>([
  [{ name: "" }, "name"],
  [{ name: "  " }, "name"],
  [{ name: "x".repeat(121) }, "name"],
  [{ scopes: [] }, "scopes"],
  [{ scopes: ["read", "read"] }, "scopes"],
  [{ scopes: "read" }, "scopes"],
  [{ scopes: null }, "scopes"],
  [{ scopes: ["root"] }, "scopes.0"],
  [{ scopes: ["read", 1] }, "scopes.1"],
  [{ expires_at: "2030-01-31" }, "expires_at"],
  [{ expires_at: "2030-01-31T00:00:00" }, "expires_at"],
  [{ expires_at: "2030-02-30T00:00:00Z" }, "expires_at"],
  [{ expires_at: "+010000-01-01T00:00:00Z" }, "expires_at"],
  [{ expires_at: "9999-12-31T23:59:59-01:00" }, "expires_at"],
  [{ expires_at: 1_900_000_000 }, "expires_at"],
  [{ expires_at: "" }, "expires_at"],
  [{ secret: "mp_mine" }, "secret"],
  [{ id: "mine" }, "id"],
])("a key may not have %j", (fields, path) => {
  expect(faultsIn({ ...KEY, ...fields })).toEqual([path]);
});

test("a key's expiry is kept in UTC, so that times can be compared as text", () => {
  const at = (expires_at: string) => keyInput.parse({ ...KEY, expires_at }).expires_at;
  expect(at("2030-01-31T05:30:00+05:30")).toBe("2030-01-31T00:00:00.000Z");
  expect(at("2030-01-31T00:00:00Z")).toBe("2030-01-31T00:00:00.000Z");
  expect(at("2029-12-31T23:00:00-02:00")).toBe("2030-01-01T01:00:00.000Z");
  expect(keyInput.parse(KEY).expires_at).toBeNull();
});

test("an input that is no object has one fault, and an empty one a fault a field", () => {
  for (const input of [null, "x", [], 1]) expect(faultsIn(input)).toEqual([""]);
  expect(faultsIn({})).toEqual(["name", "scopes"]);
});
