import { describe, expect, test } from "vitest";
import type { Bound } from "@/lib/values/limits";
import { modelEntry, type ModelEntry } from "@/lib/models/schema";
import type { Link } from "@/lib/values/inherit";
import { findTask } from "@/lib/registry/tasks";
import { resolve } from "./resolve";

function link(id: string, model_name: string, parameters: Link["parameters"] = {}): Link {
  return {
    id,
    name: id,
    description: "",
    type: 1,
    model_name,
    model_version: null,
    base_profile_id: null,
    parameters,
    system_prompt: id,
    circuit_breaker: null,
    gpu_config: null,
    image_settings: null,
  };
}

function entry(id: string, task: ModelEntry["task"]): ModelEntry {
  return modelEntry.parse({ id, name: id, model: id, task, provider: "p", details: {} });
}

const CATALOG = new Map(
  [entry("text", "TextToText"), entry("vectors", "TextToEmbeddings")].map((row) => [row.id, row]),
);
const primary = findTask("primary");
const fallback = [link("default", "text")] as const;

function resolved(
  assigned: Link[],
  standard: readonly [Link, ...Link[]] = fallback,
  bounds: readonly Bound[] = [],
) {
  if (!primary) throw new Error("there is a task primary");
  const findModel = (id: string) => CATALOG.get(id);
  return resolve({ task: primary, assigned, fallback: standard, findModel, bounds });
}

describe("resolve", () => {
  test("without a choice the default is in force", () => {
    const { source, profile, warnings, model } = resolved([]);
    expect([source, profile.id, model?.id, warnings]).toEqual(["system", "default", "text", []]);
  });

  test("a bound for the task or for all holds what is set, and says so; one for another task does not", () => {
    const bound = (fields: Partial<Bound>): Bound => ({
      id: "b",
      path: "parameters.top_k",
      task: null,
      set_by_name: "Ada",
      updated_at: "",
      ...fields,
    });
    const bounds = [
      bound({ max: 40 }),
      bound({ task: "primary", min: 10 }),
      bound({ task: "analysis", fixed: 1 }),
    ];
    const inForce = (top_k: number) => resolved([link("own", "text", { top_k })], fallback, bounds);
    expect(inForce(41)).toMatchObject({
      effective: { parameters: { top_k: 40 } },
      provenance: { "parameters.top_k": "bound" },
      warnings: [{ code: "clamped" }],
    });
    expect(inForce(41).warnings[0]?.message).toMatch(/Top K must be at most 40 .*set by Ada/);
    expect(inForce(0).effective.parameters).toEqual({ top_k: 10 });
    expect(inForce(20)).toMatchObject({
      effective: { parameters: { top_k: 20 } },
      provenance: { "parameters.top_k": "profile" },
      warnings: [],
    });
  });

  test("the choice is in force, with its own bases", () => {
    const { source, profile, effective, provenance } = resolved([
      link("own", "text", { seed: 1 }),
      link("base", "gone", { seed: 2, top_k: 0 }),
    ]);
    expect([source, profile.id]).toEqual(["user", "own"]);
    expect(effective.parameters).toEqual({ seed: 1, top_k: 0 });
    expect(provenance["parameters.top_k"]).toBe("base:base");
  });

  test("a choice whose model is gone is replaced by the default, which says so", () => {
    const { source, profile, effective, warnings } = resolved([link("own", "gone", { seed: 1 })]);
    expect([source, profile.id, effective.parameters]).toEqual(["fallback", "default", {}]);
    expect(warnings[0]?.code).toBe("model_unavailable");
    expect(warnings[0]?.message).toContain("gone");
  });

  test("a choice whose model became one of another kind is replaced too", () => {
    const { source, warnings } = resolved([link("own", "vectors")]);
    expect([source, warnings[0]?.code]).toEqual(["fallback", "incompatible_model"]);
  });

  test("where the default's model is gone as well there is no model, and both are told", () => {
    const { source, model, warnings } = resolved([link("own", "gone")], [link("default", "lost")]);
    expect([source, model]).toEqual(["fallback", undefined]);
    expect(warnings.map(({ code }) => code)).toEqual(["model_unavailable", "model_unavailable"]);
  });
});
