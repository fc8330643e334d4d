import { describe, expect, test } from "vitest";
import { auditWords, changesOf } from "./describe";

const ID = "5f0c1a52-0000-4000-8000-000000000001";
const NAMES = { [ID]: "Careful coder" };
const { label, side } = auditWords(NAMES);

test("fields are called as people see them, whatever they are fields of", () => {
  expect(
    ["parameters.top_k", "role", "engineering", "audit_days", "unheard_of"].map(label),
  ).toEqual(["Top K", "Role", "Engineering", "Days to keep audit events", "Unheard of"]);
});

describe("values are told in words", () => {
  test.each([
    ["system_prompt", { characters: 1234 }, "1,234 characters"],
    ["image_settings.negative_prompt", { characters: 12 }, "12 characters"],
    ["scopes", ["read", "write"], "read, write"],
    ["tasks", ["primary", "engineering"], "Primary, Engineering"],
    ["removed", [], "none"],
    ["disabled", true, "yes"],
    ["expires_at", "2030-01-31T12:30:00.000Z", "2030-01-31 12:30 UTC"],
    ["a · modified_at", "2030-01-31T12:30:00.5-07:00", "2030-01-31T12:30:00.5-07:00"],
    ["a · details.context_length", 8192, "8,192"],
    ["models", ["a", "b"], "a, b"],
    ["primary", ID, "Careful coder"],
    ["base_profile_id", ID, "Careful coder"],
    ["primary", "gone", "a deleted profile"],
    ["base_profile_id", null, "none"],
    ["path", "parameters.num_ctx", "Context length"],
    ["task", "engineering", "Engineering"],
    ["task", null, "none"],
    ["role", undefined, "not set"],
    ["gpu_config.offload_kqv", false, "no"],
    ["parameters.temperature", 0, "0 (greedy)"],
    ["disabled", false, "no"],
    ["type", 1, "Primary"],
    ["profile_id", ID, "Careful coder"],
    ["profile_id", "gone", "a deleted profile"],
    ["profiles", [{ id: "p" }], '{"id":"p"}'],
    ["name", { characters: "many" }, '{"characters":"many"}'],
    ["name", "engineering", "engineering"],
  ])("%s %j is %s", (path, value, text) => {
    expect(side(path, value).text).toBe(text);
  });

  test("a long list is cut", () => {
    const ids = Array.from({ length: 23 }, (_, n) => `m${n}`);
    expect(side("added", ids).text).toMatch(/^m0, m1, .*m19 and 3 more$/);
    expect(side("added", ids.slice(0, 20)).text).toMatch(/m19$/);
  });
});

test("only a value that is not set is shown as absent", () => {
  expect(side("disabled", false)).toEqual({ text: "no", absent: false });
  expect(side("base_profile_id", null).absent).toBe(true);
});

test("a field that is set to nothing differs from one that is not there", () => {
  expect(changesOf({ before: { a: undefined }, after: {} })).toEqual([
    { path: "a", from: undefined },
  ]);
  expect(changesOf({ before: {}, after: { a: null } })).toEqual([{ path: "a", to: null }]);
  expect(changesOf({ before: { a: [1] }, after: { a: [1] } })).toEqual([]);
});

test("changes are in the order in which people see the fields, others last", () => {
  const after = { unheard_of: 1, "parameters.top_k": 4, system_prompt: "x", name: "y" };
  expect(changesOf({ before: null, after }).map(({ path }) => path)).toEqual([
    ...["name", "parameters.top_k", "system_prompt", "unheard_of"],
  ]);
});

test("a change of several tasks is a line for each field of each, by their labels", () => {
  const before = {
    primary: { profile_id: "a", "parameters.temperature": 0.7 },
    engineering: "gone",
  };
  const after = { primary: { profile_id: "a", "parameters.temperature": 0.2 }, engineering: ID };
  const model = { profile_id: ID, model_name: "small" };
  const changes = changesOf({ before, after: { ...after, analysis: model } });
  expect(changes).toEqual([
    { path: "primary.parameters.temperature", from: 0.7, to: 0.2 },
    { path: "engineering", from: "gone", to: ID },
    { path: "analysis.model_name", to: "small" },
    { path: "analysis.profile_id", to: ID },
  ]);
  expect(changes.map(({ path, to }) => `${label(path)}: ${side(path, to).text}`)).toEqual([
    "Primary · Temperature: 0.2",
    "Engineering: Careful coder",
    "Analysis · Model: small",
    "Analysis · Profile: Careful coder",
  ]);
});

test("only what differs is a change", () => {
  const before = { registration_open: true, audit_days: 0 };
  expect(changesOf({ before, after: { ...before, audit_days: 90 } })).toEqual([
    { path: "audit_days", from: 0, to: 90 },
  ]);
  expect(changesOf({ before: null, after: { name: "x" } })).toEqual([{ path: "name", to: "x" }]);
  expect(changesOf({ before: { "parameters.top_k": 4 }, after: {} })).toEqual([
    { path: "parameters.top_k", from: 4 },
  ]);
  expect(changesOf({ before: null, after: null })).toEqual([]);
});
