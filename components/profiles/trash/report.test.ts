import { expect, test } from "vitest";
import type { Config } from "@/lib/assignments/schema";
import type { Profile } from "@/lib/profiles/schema";
import type { RestoredProfile, TrashedProfile } from "@/lib/profiles/trash-contract";
import { blankContent } from "@/lib/values/content";
import { reportOf } from "./report";

const PROFILE: Profile = {
  ...blankContent(1, "small"),
  id: "one",
  user_id: "ben",
  name: "Mine",
  task: "primary",
  revision: 2,
  read_only: false,
  model_available: true,
  created_at: "2030-01-01T10:00:00.000Z",
  updated_at: "2030-01-01T10:00:00.000Z",
};
const TRASHED: TrashedProfile = {
  id: "one",
  name: "Mine",
  type: 1,
  model_name: "small",
  deleted_at: "2030-01-01T10:00:00.000Z",
  expires_at: "2030-01-31T10:00:00.000Z",
  tasks: [],
  children: 0,
};

function report(
  trashed: Partial<TrashedProfile>,
  restored: Partial<RestoredProfile> = {},
  overrides: Config["overrides"] = [],
) {
  const result = { profile: PROFILE, tasks: [], children: [], ...restored };
  return reportOf({ ...TRASHED, ...trashed }, result, { overrides });
}

test("a profile that nothing used comes back without a word about tasks and bases", () => {
  expect(report({})).toEqual([]);
});

test("a taken name is named beside the new one", () => {
  const profile = { ...PROFILE, name: "Mine 2" };
  expect(report({}, { profile })).toEqual(["“Mine” is taken, so it is now called “Mine 2”."]);
});

test("tasks that use it again are named", () => {
  expect(report({ tasks: ["primary"] }, { tasks: ["primary"] })).toEqual([
    "Primary uses this profile again.",
  ]);
  const tasks = ["primary", "analysis"];
  expect(report({ tasks }, { tasks })).toEqual(["Primary and Analysis use this profile again."]);
});

test("a task keeps what was assigned to it since, or its default if the model cannot be used", () => {
  expect(report({ tasks: ["primary", "analysis"] }, {}, ["primary"])).toEqual([
    "Primary keeps the profile that you assigned since.",
    "Analysis keeps its default, because small cannot be used for it.",
  ]);
  expect(report({ tasks: ["primary", "analysis"] })).toEqual([
    "Primary and Analysis keep their defaults, because small cannot be used for them.",
  ]);
});

test("profiles that are based on it again are counted, and those that are not", () => {
  expect(report({ children: 3 }, { children: ["a", "b"] })).toEqual([
    "2 profiles are based on it again.",
    "1 profile that was based on it was changed or deleted since, and keeps its values.",
  ]);
  expect(report({ children: 2 })).toEqual([
    "2 profiles that were based on it were changed or deleted since, and keep their values.",
  ]);
});
