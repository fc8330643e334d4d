import { describe, expect, test } from "vitest";
import { keysOf } from "@/lib/objects";
import type { User } from "@/lib/users/schema";
import { changesFor, USER_CHANGES } from "./user-changes";

const NAMES = keysOf(USER_CHANGES);
const user = (role: User["role"], disabled: boolean) => ({ role, disabled }) as User;

test.each([
  ["user", false, "promote", "disable"],
  ["user", true, "promote", "enable"],
  ["admin", false, "demote", "disable"],
  ["admin", true, "demote", "enable"],
] as const)("a %s, disabled: %j, can be changed by %s and %s", (role, disabled, change, status) => {
  expect(changesFor(user(role, disabled))).toEqual({ role: change, status });
});

test("each change leads to a user to whom the opposite applies", () => {
  for (const role of ["user", "admin"] as const) {
    for (const disabled of [false, true]) {
      const before = user(role, disabled);
      const { role: ofRole, status } = changesFor(before);
      const after = { ...before, ...USER_CHANGES[ofRole].patch, ...USER_CHANGES[status].patch };
      expect(after).toEqual(user(role === "admin" ? "user" : "admin", !disabled));
    }
  }
});

describe.each(NAMES)("to %s a user", (name) => {
  const { title, confirm, done, consequences, own, harmless } = USER_CHANGES[name];

  test("names the user in the question, on the button and afterwards", () => {
    for (const text of [title("Ben"), confirm("Ben"), done("Ben")]) expect(text).toContain("“Ben”");
    expect(title("Ben")).toBe(`${confirm("Ben")}?`);
  });

  test("says what happens, and what it means for the own account if it takes access away", () => {
    expect(consequences.length).toBeGreaterThan(0);
    expect(own === "").toBe(harmless);
  });
});
