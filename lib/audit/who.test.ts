import { expect, test } from "vitest";
import { actorText, targetText } from "./who";

const ID = "5f0c1a52-0000-4000-8000-000000000001";
const NAMES = { [ID]: "Careful coder" };

test("actors and targets have names, also when they are gone", () => {
  expect(actorText(ID, NAMES)).toBe("Careful coder");
  expect(actorText("system", NAMES)).toBe("The system");
  expect(actorText("gone", NAMES)).toBe("gone");
  const none = { before: null, after: null };
  expect(targetText({ target: `profile:${ID}`, ...none }, NAMES)).toEqual({
    kind: "Profile",
    name: "Careful coder",
  });
  expect(targetText({ target: "key:x", before: { name: "nightly" }, after: null }, {})).toEqual({
    kind: "API key",
    name: "nightly",
  });
  expect(targetText({ target: "settings", ...none }, {})).toEqual({ kind: "Settings", name: null });
});
