import { describe, expect, test } from "vitest";
import type { z } from "zod";
import {
  accountInput,
  passwordForm,
  passwordInput,
  resetInput,
  resetToken,
  userPatch,
  userQuery,
} from "./schema";

const PASSWORD = "correct horse battery staple";
const ACCOUNT = { name: "Zoë", email: "zoe@example.org", password: PASSWORD };

/** Where the input is at fault; members that are not known are named themselves. */
function faultsIn(schema: z.ZodType, input: unknown): string[] {
  const { error } = schema.safeParse(input);
  const paths = (error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".")],
  );
  return [...new Set(paths)];
}

describe("a new account", () => {
  test.each([
    [{}],
    [{ name: "  Zoë  " }],
    [{ name: "x".repeat(120) }],
    [{ email: " zoe@example.org " }],
    [{ email: "a@b" }],
    [{ email: "z+tag@sub.example.org" }],
    [{ password: "x".repeat(12) }],
    [{ password: "x".repeat(200) }],
    [{ password: "            " }],
  ])("may have %j", (fields) => {
    expect(faultsIn(accountInput, { ...ACCOUNT, ...fields })).toEqual([]);
  });

  test.each<[object, string]>([
    [{ name: "" }, "name"],
    [{ name: "   " }, "name"],
    [{ name: "x".repeat(121) }, "name"],
    [{ name: "nul\0" }, "name"],
    [{ name: "Ada\u200b" }, "name"],
    [{ name: "\u202eadA" }, "name"],
    [{ name: "A\u2028B" }, "name"],
    [{ email: "ad\u200ba@example.org" }, "email"],
    [{ email: "\uff41da@example.org" }, "email"],
    [
      { email: `a@${"ü".repeat(60)}.${"ü".repeat(60)}.${"ü".repeat(60)}.${"ü".repeat(60)}` },
      "email",
    ],
    [{ name: "\ud800" }, "name"],
    [{ name: 1 }, "name"],
    [{ email: "zoe" }, "email"],
    [{ email: "zoe@" }, "email"],
    [{ email: "zoe@ex ample" }, "email"],
    [{ email: "a@b@c" }, "email"],
    [{ email: `${"x".repeat(250)}@b.org` }, "email"],
    [{ email: null }, "email"],
    [{ password: "x".repeat(11) }, "password"],
    [{ password: "x".repeat(201) }, "password"],
    [{ password: 123_456_789_012 }, "password"],
    [{ role: "admin" }, "role"],
    [{ id: "1" }, "id"],
  ])("may not have %j", (fields, path) => {
    expect(faultsIn(accountInput, { ...ACCOUNT, ...fields })).toEqual([path]);
  });

  test("is kept with its name and email address trimmed, and its password as it is", () => {
    const password = "  spaces are part of it  ";
    expect(accountInput.parse({ name: " Zoë ", email: " z@example.org ", password })).toEqual({
      name: "Zoë",
      email: "z@example.org",
      password,
    });
  });

  test("is kept with its name composed, and the domain of its address in ASCII", () => {
    const input = { ...ACCOUNT, name: "Zoe\u0308", email: "zoe@MÜLLER.example" };
    expect(accountInput.parse(input)).toMatchObject({
      name: "Zoë".normalize("NFC"),
      email: "zoe@xn--mller-kva.example",
    });
  });

  test("with a wrong password has no part of it in any message", () => {
    for (const password of ["secret", `secret${"x".repeat(300)}`, ["secret"]]) {
      const { error } = accountInput.safeParse({ ...ACCOUNT, password });
      expect(error?.issues.length).toBeGreaterThan(0);
      expect(JSON.stringify(error?.issues)).not.toContain("secret");
    }
  });

  test("that lacks all of it has a fault for each", () => {
    expect(faultsIn(accountInput, {})).toEqual(["name", "email", "password"]);
    for (const input of [null, 1, "x", []]) expect(faultsIn(accountInput, input)).toEqual([""]);
  });
});

describe("a change of password", () => {
  const change = { current_password: "old", new_password: PASSWORD };

  test("needs the current one, of any length, and a new one of 12 characters or more", () => {
    expect(faultsIn(passwordInput, change)).toEqual([]);
    expect(faultsIn(passwordInput, { ...change, current_password: "" })).toEqual([
      "current_password",
    ]);
    expect(faultsIn(passwordInput, { ...change, new_password: "short" })).toEqual(["new_password"]);
    expect(faultsIn(passwordInput, { new_password: PASSWORD })).toEqual(["current_password"]);
  });

  test("in the form has to be typed twice, which is told beside all other faults", () => {
    expect(faultsIn(passwordForm, { ...change, repeated: PASSWORD })).toEqual([]);
    expect(faultsIn(passwordForm, { ...change, repeated: "another" })).toEqual(["repeated"]);
    const both = { ...change, new_password: "short", repeated: "other" };
    expect(faultsIn(passwordForm, both)).toEqual(["new_password", "repeated"]);
  });
});

describe("a reset link", () => {
  test("is used with its token and a password", () => {
    expect(faultsIn(resetInput, { token: "t", password: PASSWORD })).toEqual([]);
    expect(faultsIn(resetInput, { password: PASSWORD })).toEqual(["token"]);
    expect(faultsIn(resetInput, { token: "t", password: "short" })).toEqual(["password"]);
    expect(faultsIn(resetInput, { token: "t", password: PASSWORD, email: "x" })).toEqual(["email"]);
    expect(faultsIn(resetToken, { token: "x".repeat(201) })).toEqual(["token"]);
  });
});

describe("what an admin asks of users", () => {
  test("can be narrowed by words, role and status, and is sorted by creation", () => {
    expect(userQuery.parse({})).toMatchObject({ sort: "created_at", limit: 50 });
    expect(userQuery.parse({ disabled: "true" }).disabled).toBe(true);
    expect(userQuery.parse({ disabled: "false" }).disabled).toBe(false);
    expect(userQuery.parse({ role: "admin", q: "z" })).toMatchObject({ role: "admin", q: "z" });
  });

  test.each<[object, string]>([
    [{ role: "owner" }, "role"],
    [{ disabled: "yes" }, "disabled"],
    [{ disabled: true }, "disabled"],
    [{ sort: "name" }, "sort"],
    [{ q: "x".repeat(201) }, "q"],
    [{ email: "z" }, "email"],
  ])("refuses %j", (query, path) => {
    expect(faultsIn(userQuery, query)).toEqual([path]);
  });

  test.each<[unknown, string[]]>([
    [{}, []],
    [{ role: "admin", disabled: false }, []],
    [{ role: "owner" }, ["role"]],
    [{ disabled: 1 }, ["disabled"]],
    [{ disabled: null }, ["disabled"]],
    [{ email: "z@example.org", name: "Z" }, ["email", "name"]],
    [null, [""]],
  ])("changes %j: faults at %j", (patch, paths) => {
    expect(faultsIn(userPatch, patch)).toEqual(paths);
  });
});
