import { expect, test } from "vitest";
import { conflictOf } from "./merge";
import type { ProfileContent } from "./content";

const base: ProfileContent = {
  name: "Careful coder",
  description: "",
  type: 18,
  model_name: "m",
  model_version: null,
  base_profile_id: null,
  parameters: { temperature: 0.5, top_k: 20 },
  system_prompt: "Be careful.",
  circuit_breaker: null,
  gpu_config: null,
  image_settings: null,
};

test("each side's changes are told against the common start, in the order of the fields", () => {
  const theirs = { ...base, parameters: { temperature: 0.7, top_k: 20 } };
  const mine = { ...base, name: "Bold coder" };
  expect(conflictOf(base, theirs, mine)).toEqual([
    {
      path: "name",
      mine: { path: "name", from: "Careful coder", to: "Bold coder" },
      isDispute: false,
    },
    {
      path: "parameters.temperature",
      theirs: { path: "parameters.temperature", from: 0.5, to: 0.7 },
      isDispute: false,
    },
  ]);
});

test("a field that both changed is a dispute, unless they agree", () => {
  const theirs = { ...base, system_prompt: "Be bold.", parameters: { temperature: 0.5 } };
  const mine = { ...base, system_prompt: "Be brief.", parameters: { temperature: 0.5 } };
  const fields = conflictOf(base, theirs, mine);
  expect(fields.map(({ path, isDispute }) => [path, isDispute])).toEqual([
    ["parameters.top_k", false],
    ["system_prompt", true],
  ]);
});

test("unset by one and set otherwise by the other is a dispute; zero is a value", () => {
  const theirs = { ...base, parameters: { top_k: 20 } };
  const mine = { ...base, parameters: { temperature: 0, top_k: 20 } };
  expect(conflictOf(base, theirs, mine)).toEqual([
    {
      path: "parameters.temperature",
      theirs: { path: "parameters.temperature", from: 0.5 },
      mine: { path: "parameters.temperature", from: 0.5, to: 0 },
      isDispute: true,
    },
  ]);
});

test("what only the server sets is no conflict", () => {
  const row = { ...base, id: "1", revision: 4, updated_at: "2026-01-01T00:00:00.000Z" };
  expect(conflictOf(base, row, base)).toEqual([]);
});
