import { describe, expect, test } from "vitest";
import { boundAt, inputOf, withBound } from "./change";
import type { Bound } from "@/lib/values/limits";
import { boundInput } from "./schema";

function bound(fields: Partial<Bound>): Bound {
  const place = { path: "parameters.num_ctx", task: null };
  return { id: "b", ...place, set_by_name: "Ada", updated_at: "", ...fields };
}

describe("a bound that is set", () => {
  test("takes the place of the one on the same field and task, and of no other", () => {
    const [all, primary] = [bound({ max: 8 }), bound({ task: "primary", max: 4 })];
    const made = bound({ task: "primary", max: 5 });
    expect(boundAt([all, primary], made)).toBe(primary);
    expect(withBound([all, primary], made)).toEqual([all, made]);
    expect(boundAt([all], made)).toBeUndefined();
  });

  test("is refused where it contradicts another on its field, not the one it replaces", () => {
    const all = bound({ max: 8 });
    expect(() => withBound([all], bound({ task: "primary", min: 9 }))).toThrow();
    expect(withBound([all], bound({ min: 9 }))).toHaveLength(1);
    expect(withBound([all], bound({ path: "parameters.top_k", min: 9 }))).toHaveLength(2);
  });

  test("can be set again from what is known of it", () => {
    for (const ends of [{ max: 8 }, { min: 1, max: 8 }, { fixed: 4 }]) {
      const made = bound({ ...ends, task: "primary" });
      expect(boundInput.parse(inputOf(made))).toEqual({
        path: made.path,
        task: "primary",
        ...ends,
      });
    }
  });
});

test("fixed values that contradict each other across fields cannot both be set for one task", () => {
  const fix = (path: string, fixed: boolean, task: Bound["task"] = null) =>
    bound({ path, fixed, task });
  const offload = fix("gpu_config.offload_kqv", true);
  expect(() => withBound([offload], fix("gpu_config.no_kv_offload", true, "primary"))).toThrow();
  expect(withBound([offload], fix("gpu_config.no_kv_offload", false))).toHaveLength(2);
  const elsewhere = fix("gpu_config.offload_kqv", true, "analysis");
  expect(withBound([elsewhere], fix("gpu_config.no_kv_offload", true, "primary"))).toHaveLength(2);
});
