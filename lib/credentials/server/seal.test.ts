import { expect, test, vi } from "vitest";
import { isSealed, seal, SealError, unseal } from "./seal";

vi.stubEnv("AUTH_SECRET", "a secret of at least 32 characters for the test");

test("a sealed text opens to what it was, and looks different each time", () => {
  for (const text of ["", "sk-1", "ünïcode ✓", "x".repeat(4000)]) {
    const [one, two] = [seal(text, "token"), seal(text, "token")];
    expect(unseal(one, "token")).toBe(text);
    expect(one).not.toBe(two);
    expect(isSealed(one)).toBe(true);
    if (text !== "") expect(one).not.toContain(text);
  }
  expect(isSealed("sk-plain")).toBe(false);
});

test("it cannot be opened for another purpose, nor when a byte was changed or is missing", () => {
  const sealed = seal("sk-1", "token");
  expect(() => unseal(sealed, "other")).toThrow(SealError);
  // Not the last character: some of its bits are no part of any byte.
  const flipped = sealed.slice(0, -2) + (sealed.at(-2) === "A" ? "B" : "A") + sealed.slice(-1);
  for (const broken of [flipped, sealed.slice(0, -4), "sealed:1:", "sealed:1:!"]) {
    expect(() => unseal(broken, "token")).toThrow(SealError);
  }
});
