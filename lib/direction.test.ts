import { expect, test } from "vitest";
import { hasDirection, withoutDirection } from "./direction";

test("a message reads in its own direction, whatever the name in it", () => {
  expect(withoutDirection("“a\u202eb\u2066c” is created")).toBe("“abc” is created");
  expect(hasDirection("a\u202eb")).toBe(true);
  for (const name of ["שלום", "👩‍💻", ""]) {
    expect(hasDirection(name)).toBe(false);
    expect(withoutDirection(name)).toBe(name);
  }
});
