import { expect, test } from "vitest";
import {
  actionGroup,
  actionText,
  actorText,
  AUDIT_ACTIONS,
  authorText,
  targetText,
} from "./labels";

test("every action belongs to a group with a name", () => {
  const groups = Object.keys(AUDIT_ACTIONS).map(actionGroup);
  for (const group of groups) expect(group).toMatch(/^[A-Z]/);
  expect(actionGroup("config.update")).toBe(actionGroup("assignment.revert"));
});

test("an unknown action is shown as it is stored, and a former one keeps its label", () => {
  expect(actionText("long.gone")).toBe("long.gone");
  expect(actionText("source.create")).toBe("Model source added");
  expect(actionGroup("source.create")).toBe("Model source");
  expect(actionText("key.create")).toBe("API key created");
});

const ID = "5f0c1a52-0000-4000-8000-000000000001";
const NAMES = { [ID]: "Careful coder" };

test("actors and targets have names, also after they are deleted", () => {
  expect(actorText(ID, NAMES)).toBe("Careful coder");
  expect(actorText("system", NAMES)).toBe("System");
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
  const limit = { target: "bound:parameters.num_ctx", ...none };
  expect(targetText(limit, {})).toEqual({ kind: "Limit", name: "Context length" });
  expect(targetText({ target: "settings", ...none }, {})).toEqual({ kind: "Settings", name: null });
});

test("an event of several tasks names them, and counts those that there is no room for", () => {
  const of = (...keys: string[]) => {
    const after = Object.fromEntries(keys.map((key) => [key, { profile_id: ID }]));
    return targetText({ target: "tasks", before: null, after }, {}).name;
  };
  expect(of("engineering", "primary")).toBe("Primary and Engineering");
  const most = of("primary", "analysis", "engineering", "key_points");
  expect(most).toMatch(/^Primary, .+ and 1 more$/);
  expect(of()).toBe(null);
});

test("who registered is named, though they were signed out", () => {
  const about = { target: "user:x", before: null, after: { name: "Ada" } };
  const event = { actor: "anonymous", action: "user.password_reset", ...about };
  expect(authorText({ ...event, action: "user.create" }, {})).toBe("Ada (registered)");
  expect(authorText(event, {})).toBe("Ada (signed out)");
  expect(authorText({ ...event, target: "settings" }, {})).toBe("Signed out");
  expect(authorText({ ...event, actor: ID }, NAMES)).toBe("Careful coder");
});

const NONE = { before: null, after: null };

test.each([
  ["task:engineering", { kind: "Task", name: "Engineering" }],
  ["task:of_another_version", { kind: "Task", name: "of_another_version" }],
  ["bound:parameters.unknown", { kind: "Limit", name: "parameters.unknown" }],
  ["robot:r2:d2", { kind: "robot", name: "r2:d2" }],
  ["model:org/a:latest", { kind: "Model", name: "org/a:latest" }],
  ["tasks", { kind: "Tasks", name: null }],
])("the target %s is %j", (target, text) => {
  expect(targetText({ target, ...NONE }, {})).toEqual(text);
});

test("a target has its current name, else the newest that the event recorded, else its id", () => {
  const event = { target: `key:${ID}`, before: { name: "old" }, after: { name: "new" } };
  expect(targetText(event, NAMES).name).toBe("Careful coder");
  expect(targetText(event, {}).name).toBe("new");
  expect(targetText({ ...event, after: {} }, {}).name).toBe("old");
  expect(targetText({ ...event, before: { name: 7 }, after: null }, {}).name).toBe(ID);
});

test("an action of an unknown group is in a group of its own name", () => {
  expect(actionGroup("robot.start")).toBe("robot");
  expect(actionGroup("")).toBe("");
});
