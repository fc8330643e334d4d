import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { addGuard, isOtherPage, isRoute, leaveAtOnce, leaveBy, leaving } from "./leaving";

beforeEach(() => {
  vi.stubGlobal("window", { location: new URL("https://lab.example/profiles/1?tab=values#name") });
});
afterEach(() => {
  vi.unstubAllGlobals();
  leaving.isDecided = false;
});

test.each([
  ["#prompt", false],
  ["?tab=history", false],
  ["/profiles/1", false],
  ["https://lab.example/profiles/1?tab=x", false],
  ["/profiles/2", true],
  ["/", true],
  ["2", true],
])("%s leads to another page: %j", (href, isOther) => {
  expect(isOtherPage(href)).toBe(isOther);
});

test("only paths of the app are routes", () => {
  expect(["/", "/profiles?owner=me"].map(isRoute)).toEqual([true, true]);
  expect(["https://elsewhere.example/", "profiles", ""].map(isRoute)).toEqual([
    ...[false, false, false],
  ]);
});

test("who has unsaved changes is asked first, until the editor is gone", () => {
  const go = vi.fn();
  const what = vi.fn(() => "They are saved as a draft.");
  const removeGuard = addGuard({ what });
  leaveBy(go);
  expect(what).toHaveBeenCalledTimes(1);
  expect(go).not.toHaveBeenCalled();
  removeGuard();
  leaveBy(go);
  expect(go).toHaveBeenCalledTimes(1);
});

test("who leaves at once is not asked, and what follows knows that it is decided", () => {
  const removeGuard = addGuard({ what: () => undefined });
  const go = vi.fn(() => expect(leaving.isDecided).toBe(true));
  leaveAtOnce(go);
  removeGuard();
  expect(go).toHaveBeenCalledTimes(1);
});
