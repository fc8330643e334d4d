import { expect, test } from "vitest";
import { reasonAgainstBase } from "./bases";
import { MAX_BASES } from "@/lib/values/content";

const one = (id: string, base_profile_id: string | null = null, user_id = "me") => ({
  id,
  user_id,
  base_profile_id,
});
const indexed = (...profiles: ReturnType<typeof one>[]) =>
  new Map(profiles.map((profile) => [profile.id, profile]));
/** `0` has no base, `1` is based on `0`, and so on. */
const tower = Array.from({ length: MAX_BASES + 1 }, (_, n) =>
  one(String(n), n === 0 ? null : String(n - 1)),
);

test("a profile cannot be based on itself or on a profile based on it", () => {
  const [a, b, c] = [one("a"), one("b", "a"), one("c", "b")];
  const all = indexed(a, b, c);
  expect(reasonAgainstBase(a, a, all)).toMatch(/itself/);
  expect(reasonAgainstBase(c, a, all)).toMatch(/already based on this profile/);
  expect(reasonAgainstBase(a, c, all)).toBeUndefined();
  expect(reasonAgainstBase(c, null, all)).toBeUndefined();
});

test("a chain of bases has a maximum depth, counting the profiles based on it", () => {
  const all = indexed(...tower, one("new"), one("above", "new"));
  const at = (id: string, of: string | null) => {
    const [candidate, profile] = [all.get(id), of === null ? null : all.get(of)];
    if (!candidate || profile === undefined) throw new Error(id);
    return reasonAgainstBase(candidate, profile, all);
  };
  expect(at(String(MAX_BASES - 1), null)).toBeUndefined();
  expect(at(String(MAX_BASES), null)).toMatch(/the maximum is/);
  expect(at(String(MAX_BASES - 2), "new")).toBeUndefined();
  expect(at(String(MAX_BASES - 1), "new")).toMatch(/the maximum is/);
});

test("a default can only be based on defaults", () => {
  const [standard, other, own] = [one("s", null, "system"), one("o", null, "system"), one("m")];
  const all = indexed(standard, other, own);
  expect(reasonAgainstBase(other, standard, all)).toBeUndefined();
  expect(reasonAgainstBase(own, standard, all)).toMatch(/another default/);
  expect(reasonAgainstBase(standard, own, all)).toBeUndefined();
});

test("the current base can always stay", () => {
  const last = tower.at(-1);
  const profile = one("p", String(MAX_BASES));
  if (!last) throw new Error("none");
  expect(reasonAgainstBase(last, profile, indexed(...tower, profile))).toBeUndefined();
});
