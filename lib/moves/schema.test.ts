import { describe, expect, test } from "vitest";
import { validate } from "@/lib/validation";
import { adminMoveInput, moveInput } from "./schema";

const MOVE = { from: "a", to: "b" };
const faultsOf = (schema: typeof moveInput | typeof adminMoveInput, input: unknown) =>
  (validate(schema, input).faults ?? []).map(({ path, message }) => `${path}: ${message}`);

describe("a move", () => {
  test("of an admin is of everyone's profiles, unless it says otherwise", () => {
    expect(adminMoveInput.parse(MOVE)).toEqual({ ...MOVE, scope: "everyone" });
    for (const scope of ["mine", "defaults", "everyone"]) {
      expect(adminMoveInput.parse({ ...MOVE, scope })).toEqual({ ...MOVE, scope });
    }
  });

  test("leads to another model", () => {
    const same = { from: "a", to: "a" };
    for (const schema of [moveInput, adminMoveInput]) {
      expect(faultsOf(schema, same)).toEqual(["to: to must be another model than from"]);
      expect(faultsOf(schema, { from: "a", to: "A" })).toEqual([]);
    }
  });

  test("of your own profiles has no scope, and every fault is reported", () => {
    expect(faultsOf(moveInput, { ...MOVE, scope: "everyone" })).toEqual([
      "scope: scope is not a field of a move; those are from, to",
    ]);
    const wrong = { from: "", to: "x".repeat(301), scope: "all", more: 1 };
    expect(faultsOf(adminMoveInput, wrong).map((text) => text.split(":")[0])).toEqual(
      expect.arrayContaining(["from", "to", "scope", "more"]),
    );
  });

  test.each([null, 7, "a", []])("is an object, not %j", (input) => {
    expect(faultsOf(moveInput, input)[0]).toMatch(/must be an object; you entered /);
  });
});
