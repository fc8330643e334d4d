import { expect, test } from "vitest";
import { describeError } from "./log";

test("what could not be parsed is not quoted, wherever it stands among the causes", () => {
  let unparsed: unknown;
  try {
    JSON.parse('{"password":hunter2}');
  } catch (error) {
    unparsed = error;
  }
  const told = describeError(new Error("sign-in failed", { cause: unparsed }));
  expect(told).toMatchObject({ message: "sign-in failed", cause: { type: "SyntaxError" } });
  expect(JSON.stringify(told)).not.toContain("hunter2");
});
