import { expect, test } from "vitest";
import { type Actor, ANONYMOUS, type Role, type Scope, SYSTEM_ACTOR } from "@/lib/actor";
import { type Decision, decide } from "./policy";

function actor(role: Role, scopes: Scope[] | null = null): Actor {
  const key = scopes && { id: "k", name: "k", scopes, expires_at: null };
  return {
    kind: "user",
    id: "me",
    email: "e",
    name: "n",
    role,
    groups: ["staff"],
    key,
    session: null,
  };
}

/** Who; then read and write of their own, the system's, another's. */
const TABLE: [string, Actor, Decision, Decision, Decision, Decision, Decision, Decision][] = [
  ["user", actor("user"), "allow", "allow", "allow", "refuse", "hide", "hide"],
  ["admin", actor("admin"), "allow", "allow", "allow", "allow", "hide", "hide"],
  ["admin's key", actor("admin", ["admin"]), "allow", "allow", "allow", "allow", "hide", "hide"],
  [
    "admin's write key",
    actor("admin", ["write"]),
    "allow",
    "allow",
    "allow",
    "refuse",
    "hide",
    "hide",
  ],
  [
    "user's admin key",
    actor("user", ["admin"]),
    "allow",
    "allow",
    "allow",
    "refuse",
    "hide",
    "hide",
  ],
  ["nobody", ANONYMOUS, "hide", "hide", "hide", "hide", "hide", "hide"],
  ["the program", SYSTEM_ACTOR, "allow", "allow", "allow", "allow", "allow", "allow"],
];

test.each(TABLE)("%s", (_name, who, ...expected) => {
  const decided = ["me", "system", "other"].flatMap((owner) => [
    decide(who, "read", { owner, grants: [] }),
    decide(who, "write", { owner, grants: [] }),
  ]);
  expect(decided).toEqual(expected);
});

test.each([
  ["a read grant to a group of theirs", "staff", "read", "allow", "refuse"],
  ["a write grant to a group of theirs", "staff", "write", "allow", "allow"],
  ["a grant to another group", "other", "write", "hide", "hide"],
] as const)("with %s, a user gets what it allows", (_name, group, action, read, write) => {
  const access = { owner: "other", grants: [{ group, action }] };
  expect(decide(actor("user"), "read", access)).toBe(read);
  expect(decide(actor("user"), "write", access)).toBe(write);
  expect(decide(ANONYMOUS, "read", access)).toBe("hide");
});
