import { expect, test } from "vitest";
import { blankContent, type ProfileContent } from "./content";
import { changesBetween } from "./changes";
import { mergePatch } from "@/lib/profiles/merge-patch";
import { merged, patchOf, withChanges } from "./merge";

const base: ProfileContent = {
  ...blankContent(18, "m"),
  name: "Careful coder",
  model_version: "2",
  parameters: { temperature: 0.5, top_k: 20, stop: ["a"] },
  gpu_config: { main_gpu: 1 },
};

test("what I changed is mine, the rest is theirs", () => {
  const theirs = { ...base, description: "Theirs", parameters: { ...base.parameters, top_k: 3 } };
  const mine = { ...base, name: "Mine", parameters: { ...base.parameters, temperature: 0 } };
  expect(merged(base, theirs, mine)).toEqual({
    ...base,
    name: "Mine",
    description: "Theirs",
    parameters: { temperature: 0, top_k: 3, stop: ["a"] },
  });
});

test("a field that both changed is mine, a list as a whole", () => {
  const theirs = { ...base, parameters: { ...base.parameters, stop: ["a", "b"] }, type: 1 };
  const mine = { ...base, parameters: { ...base.parameters, stop: [] }, type: 2 };
  expect(merged(base, theirs, mine)).toEqual(mine);
});

test("what I unset is unset, and what they unset stays so", () => {
  const theirs = { ...base, parameters: { temperature: 0.7, stop: ["a"] } };
  const mine = { ...base, model_version: null, parameters: { top_k: 20, stop: ["a"] } };
  const both = merged(base, theirs, mine);
  expect(both).toEqual({ ...base, model_version: null, parameters: { stop: ["a"] } });
  expect("temperature" in both.parameters).toBe(false);
});

test("a section is one only as long as something in it is set", () => {
  const set = { ...base, circuit_breaker: { max_retries: 0 } };
  expect(merged(base, { ...base, gpu_config: null }, set)).toEqual({
    ...base,
    gpu_config: null,
    circuit_breaker: { max_retries: 0 },
  });
  const unset = merged(base, { ...base, name: "Theirs" }, { ...base, gpu_config: null });
  expect(unset).toEqual({ ...base, name: "Theirs", gpu_config: null });
});

test("null, zero, false and empty are values", () => {
  const values = { offload_kqv: false, main_gpu: 0, main_gpu_device_id: null };
  const mine = { ...base, system_prompt: "", gpu_config: values };
  const theirs = { ...base, system_prompt: "Theirs" };
  expect(merged({ ...base, system_prompt: "Once" }, theirs, mine)).toEqual(mine);
});

test("where nobody changed anything, nothing changes, and no side is touched", () => {
  const before = structuredClone(base);
  expect(merged(base, base, base)).toEqual(base);
  withChanges(base, [{ path: "parameters.temperature", from: 0.5 }]);
  expect(base).toEqual(before);
  expect(changesBetween(base, withChanges(base, []))).toEqual([]);
});

test("changes as a merge patch lead from one content to the other", () => {
  const next: ProfileContent = {
    ...base,
    model_version: null,
    system_prompt: "Be brief.",
    parameters: { temperature: 0, stop: ["a", "b"], top_p: 0.5 },
  };
  const patch = patchOf(changesBetween(base, next));
  expect(patch).toEqual({
    model_version: null,
    system_prompt: "Be brief.",
    parameters: { temperature: 0, stop: ["a", "b"], top_p: 0.5, top_k: null },
  });
  const { model_version: _none, ...expected } = next;
  expect(mergePatch(base, patch)).toEqual(expected);
});
