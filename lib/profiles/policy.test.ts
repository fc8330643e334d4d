import { expect, test } from "vitest";
import { type Actor, ANONYMOUS, type Role, type Scope, SYSTEM_ACTOR } from "@/lib/actor";
import { type Decision, decide } from "./policy";

function actor(role: Role, scopes: Scope[] | null = null): Actor {
  const key = scopes && { id: "k", name: "k", scopes, expires_at: null };
  return { kind: "user", id: "me", email: "e", name: "n", role, key };
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
    decide(who, "read", owner),
    decide(who, "write", owner),
  ]);
  expect(decided).toEqual(expected);
});
