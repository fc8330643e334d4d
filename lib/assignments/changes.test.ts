import { describe, expect, test } from "vitest";
import { findTask, TASKS } from "@/lib/registry/tasks";
import { changesOf, configInputOf, previousOf, withChoices } from "./changes";
import type { Config } from "./schema";

const DEFAULT = findTask("primary")?.default_profile_id ?? "";
const config: Config = {
  user_id: "someone",
  model_profiles: {
    ...Object.fromEntries(TASKS.map((task) => [task.config_field, task.default_profile_id])),
    primary_profile_id: "own",
  },
  overrides: ["primary"],
};
const isThere = (id: string) => id !== "deleted";

describe("changes", () => {
  test("are what differs from what is saved and is still there", () => {
    const chosen = new Map([
      ["primary", "own"],
      ["analysis", "own"],
      ["embedding", "deleted"],
    ]);
    expect([...changesOf(config, chosen, isThere)]).toEqual([["analysis", "own"]]);
  });

  test("stay when what is saved moves beneath them, and vanish when it arrives at them", () => {
    const chosen = new Map([["primary", "other"]]);
    const moved = (id: string): Config => withChoices(config, new Map([["primary", id]]));
    expect(changesOf(moved("third"), chosen, isThere).size).toBe(1);
    expect(changesOf(moved("other"), chosen, isThere).size).toBe(0);
  });

  test("are sent as one request, a default as null", () => {
    const changes = new Map([
      ["primary", DEFAULT],
      ["analysis", "own"],
    ]);
    expect(configInputOf(changes)).toEqual({
      model_profiles: { primary_profile_id: null, analysis_profile_id: "own" },
    });
  });

  test("give the configuration that the server will answer, and what was there before", () => {
    const changes = new Map([
      ["primary", DEFAULT],
      ["analysis", "own"],
    ]);
    const after = withChoices(config, changes);
    expect(after.overrides).toEqual(["analysis"]);
    expect(after.model_profiles).toMatchObject({
      primary_profile_id: DEFAULT,
      analysis_profile_id: "own",
    });
    expect(withChoices(after, previousOf(config, changes))).toEqual(config);
  });
});
