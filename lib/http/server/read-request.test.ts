import { expect, test } from "vitest";
import { keysContract } from "@/lib/keys/contract";
import { catalogContract } from "@/lib/models/catalog-contract";
import { profilesContract } from "@/lib/profiles/contract";
import { readInput } from "./read-request";

const params = { id: "1" };
const refused = { code: "validation_failed" };

test("an action takes the members that its endpoint has, and no others", () => {
  const nothing = { params: undefined, body: undefined, expectedRevision: null };
  expect(readInput(catalogContract.sync, undefined)).toEqual(nothing);
  expect(readInput(keysContract.revoke, { params })).toEqual({ ...nothing, params });
  const body = { name: "report", scopes: ["read"], expires_at: "2099-01-01T00:00:00Z" };
  expect(readInput(keysContract.create, { body })).toMatchObject({ body: { name: "report" } });
  const { remove } = profilesContract;
  expect(readInput(remove, { params, expected_revision: 2 })).toMatchObject({
    expectedRevision: 2,
  });
  for (const input of [null, "x", { params }, { body: {} }, { expected_revision: 1 }]) {
    expect(() => readInput(catalogContract.sync, input)).toThrow(expect.objectContaining(refused));
  }
});

test("an expected revision is required where If-Match is honored, and can be null", () => {
  const { remove } = profilesContract;
  expect(readInput(remove, { params, expected_revision: null }).expectedRevision).toBeNull();
  // What If-Match would name, where that is not a number.
  expect(readInput(remove, { params, expected_revision: "a:2" }).expectedRevision).toEqual(["a:2"]);
  for (const expected_revision of [undefined, true, 1.5]) {
    const input = { params, expected_revision };
    expect(() => readInput(remove, input)).toThrow(expect.objectContaining(refused));
  }
});

test("a body is checked by its schema, with its own paths, unless the service does that", () => {
  const faults = { errors: [expect.objectContaining({ path: "name" })] };
  const body = { name: 1, scopes: ["read"], expires_at: null };
  expect(() => readInput(keysContract.create, { body })).toThrow(expect.objectContaining(faults));
  expect(readInput(profilesContract.create, { body: 7 }).body).toBe(7);
  expect(readInput(profilesContract.duplicate, { params }).body).toEqual({});
});
