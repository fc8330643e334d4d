import { expect, test } from "vitest";
import { actionGroup, actionText, AUDIT_ACTIONS } from "./kinds";

test("every action stands in a group that has a name", () => {
  const groups = Object.keys(AUDIT_ACTIONS).map(actionGroup);
  for (const group of groups) expect(group).toMatch(/^[A-Z]/);
  expect(actionGroup("config.update")).toBe(actionGroup("assignment.revert"));
  expect(actionGroup("source.create")).toBe("Source of models");
});

test("an action that is not known any more is told as it is", () => {
  expect(actionText("long.gone")).toBe("long.gone");
  expect(actionText("key.create")).toBe("API key made");
});
