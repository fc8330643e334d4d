import { expect, test } from "vitest";
import { MAX_DAYS, settings, settingsPatch } from "./contract";

const paths = (input: unknown) =>
  (settingsPatch.safeParse(input).error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".")],
  );

test.each([
  [{}],
  [{ registration_open: false }],
  [{ audit_days: 0 }],
  [{ audit_days: MAX_DAYS }],
  [{ registration_open: true, audit_days: 30 }],
])("settings can be changed to %j", (patch) => {
  expect(paths(patch)).toEqual([]);
});

test.each<[unknown, string[]]>([
  [{ registration_open: "true" }, ["registration_open"]],
  [{ registration_open: null }, ["registration_open"]],
  [{ audit_days: -1 }, ["audit_days"]],
  [{ audit_days: MAX_DAYS + 1 }, ["audit_days"]],
  [{ audit_days: 1.5 }, ["audit_days"]],
  [{ audit_days: "30" }, ["audit_days"]],
  [{ audit_days: Number.POSITIVE_INFINITY }, ["audit_days"]],
  [{ audit_days: -1, registration_open: 1 }, ["registration_open", "audit_days"]],
  [{ theme: "dark" }, ["theme"]],
  [null, [""]],
  [[], [""]],
])("settings cannot be changed to %j", (patch, expected) => {
  expect(paths(patch)).toEqual(expected);
});

test("every setting can be changed, and no other thing", () => {
  expect(Object.keys(settingsPatch.shape)).toEqual(Object.keys(settings.shape));
});
