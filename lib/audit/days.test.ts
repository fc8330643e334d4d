import { expect, test } from "vitest";
import { dayIn, startOfDay } from "./days";

test("a day is its first moment where the person is, and back", () => {
  expect(new Date(startOfDay("2030-01-31")).getHours()).toBe(0);
  expect(dayIn(startOfDay("2030-01-31"))).toBe("2030-01-31");
  expect(dayIn(startOfDay("0203-12-01"))).toBe("0203-12-01");
  expect(["", "2030-02-31x"].map(startOfDay)).toEqual(["", ""]);
});
