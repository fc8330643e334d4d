import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Found } from "./layers";
import {
  type Bound,
  boundFaults,
  clamped,
  contradiction,
  heldTo,
  holdWithin,
  limitsFor,
  within,
} from "./limits";
import { fieldAt } from "@/lib/registry/fields";
import { boundInput } from "@/lib/bounds/schema";

function bound(fields: Partial<Bound>): Bound {
  return {
    id: "b",
    path: "parameters.num_ctx",
    task: null,
    set_by_name: "Ada",
    updated_at: "",
    ...fields,
  };
}

describe("limits", () => {
  test("a bound for all tasks and one for the task hold together", () => {
    const bounds = [bound({ max: 100 }), bound({ task: "primary", min: 10, max: 200 })];
    expect(limitsFor(bounds, "primary")).toMatchObject([{ min: 10, max: 100 }]);
    expect(limitsFor(bounds, "analysis")).toMatchObject([{ min: -Infinity, max: 100 }]);
  });

  test("what is clamped is legal, and what is legal stays", () => {
    const ends = fc.tuple(fc.integer(), fc.integer()).map(([a, b]) => [a, b].sort((x, y) => x - y));
    fc.assert(
      fc.property(ends, fc.integer(), ([min = 0, max = 0], value) => {
        const [limit] = limitsFor([bound({ min, max })], undefined);
        if (!limit) throw new Error("there is a limit");
        const held = clamped(value, limit);
        expect(held).toBeGreaterThanOrEqual(min);
        expect(held).toBeLessThanOrEqual(max);
        if (value >= min && value <= max) expect(held).toBe(value);
      }),
    );
  });

  test("a fault names the path, the bound and who set it; what is not set breaks none", () => {
    const bounds = [bound({ max: 65_536 }), bound({ path: "parameters.think", fixed: false })];
    expect(boundFaults({ parameters: {} }, 1, bounds)).toEqual([]);
    const faults = boundFaults({ parameters: { num_ctx: 65_537, think: true } }, 1, bounds);
    expect(faults).toMatchObject([
      { path: "parameters.num_ctx", code: "out_of_bounds" },
      { path: "parameters.think", code: "out_of_bounds" },
    ]);
    expect(faults[0]?.message).toBe(
      "parameters.num_ctx must be at most 65536 for every task: a bound set by Ada; got 65537",
    );
    expect(faults[1]?.message).toContain("must be false");
  });

  test("input of any shape breaks no bound and throws nothing", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (input, type) => {
        boundFaults(input, type, [bound({ max: 1 })]);
      }),
    );
  });

  test("a fixed value is in force also where nobody sets it, unless the kind does not take it", () => {
    const found = (): Record<string, Found> => ({ parameters: new Map() });
    const limits = limitsFor([bound({ fixed: 4096 })], "primary");
    const taken = found();
    expect(holdWithin(taken, limits, () => true)).toEqual([]);
    expect(taken.parameters?.get("num_ctx")).toEqual({ value: 4096, source: "bound" });
    const not = found();
    expect(holdWithin(not, limits, () => false)).toEqual([]);
    expect(not.parameters?.size).toBe(0);
  });

  test("bounds that leave nothing, or fix two values, contradict each other", () => {
    expect(contradiction([bound({ max: 5 }), bound({ task: "primary", min: 6 })])).toBeDefined();
    expect(
      contradiction([bound({ fixed: 5 }), bound({ task: "primary", fixed: 6 })]),
    ).toBeDefined();
    expect(contradiction([bound({ fixed: 9 }), bound({ task: "primary", max: 6 })])).toBeDefined();
    const apart = [bound({ task: "analysis", max: 5 }), bound({ task: "primary", min: 6 })];
    expect(contradiction(apart)).toBeUndefined();
  });
});

describe("a value that stands for no limit", () => {
  const PATH = "parameters.num_predict";
  const answer = (...bounds: Partial<Bound>[]) => {
    const [limit] = limitsFor(
      bounds.map((fields) => bound({ path: PATH, ...fields })),
      undefined,
    );
    if (!limit) throw new Error("there is a limit");
    return limit;
  };

  test("is more than every highest, and held to it", () => {
    expect(clamped(-1, answer({ min: 1, max: 4096 }))).toBe(4096);
    expect(clamped(-1, answer({ min: 16 }))).toBe(-1);
    expect(clamped(0, answer({ min: 16 }))).toBe(16);
    const [fault] = boundFaults({ parameters: { num_predict: -1 } }, 1, [
      bound({ path: PATH, max: 4096 }),
    ]);
    expect(fault?.message).toContain("at most 4096");
    expect(fault?.message).toContain("got -1 (no limit)");
  });

  test("is offered by the control only where there is no highest", () => {
    const field = fieldAt(PATH);
    if (!field) throw new Error("there is a field");
    expect(within(field, answer({ max: 4096 }))).toMatchObject({ min: 0, max: 4096 });
    expect(within(field, answer({ min: 16 }))).toMatchObject({ min: -1 });
  });

  test("is no end of a bound, and contradicts a highest where it is fixed", () => {
    expect(boundInput.safeParse({ path: PATH, max: -1 }).error?.issues[0]?.message).toContain(
      "no limit",
    );
    expect(
      contradiction([
        bound({ path: PATH, fixed: -1 }),
        bound({ path: PATH, max: 9, task: "primary" }),
      ]),
    ).toBeDefined();
  });
});

describe("a bound's input", () => {
  test("blames no end for the other, which is at fault itself", () => {
    const input = { path: "parameters.num_ctx", min: 512, max: -1 };
    const paths = boundInput.safeParse(input).error?.issues.map(({ path }) => path.join("."));
    expect(paths).toEqual(["max"]);
  });

  test.each([
    [{ path: "parameters.num_ctx", max: 65_536 }],
    [{ path: "parameters.think", fixed: false, task: "primary" }],
    [{ path: "gpu_config.tensor_split", fixed: null }],
    [{ path: "parameters.stop", fixed: [] }],
    [{ path: "parameters.temperature", min: 0, max: 0 }],
  ])("%j is legal", (input) => {
    expect(boundInput.safeParse(input).error).toBeUndefined();
  });

  test.each([
    [{ path: "parameters.num_ctx" }, "max"],
    [{ path: "parameters.none", max: 1 }, "path"],
    [{ path: "constructor.name", max: 1 }, "path"],
    [{ path: "name", max: 1 }, "path"],
    [{ path: "parameters.temperature", max: 3 }, "max"],
    [{ path: "parameters.temperature", min: 1, max: 0 }, "min"],
    [{ path: "parameters.think", max: 1 }, "max"],
    [{ path: "parameters.temperature", fixed: 3 }, "fixed"],
    [{ path: "parameters.temperature", fixed: 1, max: 2 }, "fixed"],
    [{ path: "parameters.temperature", max: 1, task: "none" }, "task"],
    [{ path: "parameters.temperature", max: 1, task: "embedding" }, "task"],
    [{ path: "image_settings.width", max: 512, task: "primary" }, "task"],
    [{ path: "parameters.num_ctx", max: 1.5 }, "max"],
    [{ path: "gpu_config.tensor_split", fixed: [0.3, 0.3] }, "fixed"],
  ])("%j is refused at %s", (input, at) => {
    const paths = boundInput.safeParse(input).error?.issues.map((issue) => issue.path.join("."));
    expect(paths).toContain(at);
  });
});

describe("a limit for who sets the value", () => {
  const only = (...bounds: Bound[]) => {
    const [limit] = limitsFor(bounds, undefined);
    if (!limit) throw new Error("there is a limit");
    return limit;
  };

  test("tells what is sent in place of what it does not allow", () => {
    expect(heldTo(101, only(bound({ max: 100 })))).toBe(100);
    expect(heldTo(100, only(bound({ max: 100 })))).toBeUndefined();
    expect(heldTo(5, only(bound({ fixed: null })))).toBeNull();
  });

  test("ends the field's control", () => {
    const field = fieldAt("parameters.num_ctx");
    if (!field) throw new Error("there is a field");
    expect(within(field, only(bound({ max: 100 })))).toMatchObject({ min: 1, max: 100 });
    expect(within(field, only(bound({ min: 5 })))).toMatchObject({ min: 5, max: 1_048_576 });
    expect(within(field, undefined)).toBe(field);
  });
});
