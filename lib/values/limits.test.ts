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
import type { Value } from "@/lib/registry/types";
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

  test("a fault states the field, the limit, who set it and what was entered", () => {
    const bounds = [bound({ max: 65_536 }), bound({ path: "parameters.think", fixed: false })];
    expect(boundFaults({ parameters: {} }, 1, bounds)).toEqual([]);
    const faults = boundFaults({ parameters: { num_ctx: 65_537, think: true } }, 1, bounds);
    expect(faults).toMatchObject([
      { path: "parameters.num_ctx", code: "out_of_bounds" },
      { path: "parameters.think", code: "out_of_bounds" },
    ]);
    expect(faults[0]?.message).toBe(
      "Context length must be at most 65,536 for all tasks (limit set by Ada); you entered 65,537",
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
    expect(fault?.message).toContain("at most 4,096");
    expect(fault?.message).toContain("you entered -1 (no limit)");
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

describe("what a limit leaves of a value", () => {
  const only = (fields: Partial<Bound>) => {
    const [limit] = limitsFor([bound(fields)], undefined);
    if (!limit) throw new Error("there is a limit");
    return limit;
  };

  test.each<[string, Partial<Bound>, Value, Value | undefined]>([
    ["parameters.num_ctx", { max: 10 }, 10, undefined],
    ["parameters.num_ctx", { max: 10 }, 11, 10],
    ["parameters.num_ctx", { min: 10 }, 9, 10],
    ["parameters.temperature", { min: 0, max: 0 }, 0.1, 0],
    ["parameters.temperature", { max: 1 }, 0, undefined],
    ["parameters.repeat_last_n", { max: 64 }, -1, 64],
    ["parameters.repeat_last_n", { min: 32 }, -1, undefined],
    ["parameters.repeat_last_n", { min: 32 }, 0, 32],
    // -1 is a random seed, no highest one: it is below every number.
    ["parameters.seed", { max: 10 }, -1, undefined],
    ["parameters.seed", { min: 0 }, -1, 0],
    ["parameters.seed", { fixed: -1 }, 5, -1],
    ["parameters.think", { fixed: "low" }, "low", undefined],
    ["parameters.think", { fixed: "low" }, true, "low"],
    ["parameters.think", { fixed: false }, "high", false],
    ["parameters.stop", { fixed: ["a"] }, ["a"], undefined],
    ["parameters.stop", { fixed: ["a"] }, ["a", "b"], ["a"]],
    ["parameters.stop", { fixed: [] }, ["a"], []],
    ["gpu_config.tensor_split", { fixed: null }, [1], null],
    ["gpu_config.tensor_split", { fixed: null }, null, undefined],
    ["gpu_config.offload_kqv", { fixed: true }, false, true],
    // A range says nothing of what is no number.
    ["parameters.think", { max: 1 }, "high", undefined],
    ["gpu_config.tensor_split", { max: 1 }, null, undefined],
  ])("%s, limited to %j: %j becomes %j", (path, fields, value, held) => {
    expect(heldTo(value, only({ path, ...fields }))).toEqual(held);
    expect(clamped(value, only({ path, ...fields }))).toEqual(held === undefined ? value : held);
  });
});

describe("a fault beyond a limit", () => {
  const faultsIn = (input: object, type: unknown, ...bounds: Partial<Bound>[]) =>
    boundFaults(
      input,
      type,
      bounds.map((fields) => bound(fields)),
    );
  const tooMuch = { parameters: { num_ctx: 100 } };

  test("is one by the limit of its own task, or of every task", () => {
    expect(faultsIn(tooMuch, 1, { task: "primary", max: 9 })).toHaveLength(1);
    expect(faultsIn(tooMuch, 1, { task: "analysis", max: 9 })).toEqual([]);
    expect(faultsIn(tooMuch, 1, { task: null, max: 9 })).toHaveLength(1);
    expect(faultsIn(tooMuch, "primary", { task: "primary", max: 9 })).toEqual([]);
    expect(faultsIn(tooMuch, undefined, { task: null, max: 9 })).toHaveLength(1);
  });

  test("names the person whose limit it is, of several", () => {
    const [fault] = faultsIn(
      tooMuch,
      1,
      { max: 200, set_by_name: "Ada" },
      { task: "primary", max: 50, set_by_name: "Cleo" },
    );
    expect(fault?.message).toContain("Cleo");
    expect(fault?.message).not.toContain("Ada");
    expect(fault?.message).toContain("50");
  });

  test.each<[Partial<Bound>, RegExp]>([
    [{ max: 9 }, /at most 9/],
    [{ min: 200 }, /at least 200/],
    [{ min: 1, max: 9 }, /from 1 to 9/],
    [{ fixed: 8 }, /must be 8/],
  ])("by %j says what is allowed, and what was entered", (fields, words) => {
    const [fault] = faultsIn(tooMuch, 1, fields);
    expect(fault).toMatchObject({ path: "parameters.num_ctx", code: "out_of_bounds" });
    expect(fault?.message).toMatch(words);
    expect(fault?.message).toContain("100");
  });

  test("is not what nobody sets, in any section", () => {
    const bounds = [
      { path: "image_settings.width", max: 64 },
      { path: "gpu_config.tensor_split", fixed: null },
    ];
    expect(faultsIn({ image_settings: null, gpu_config: {} }, 1, ...bounds)).toEqual([]);
    expect(faultsIn({ image_settings: { width: 65 } }, 1, ...bounds)).toHaveLength(1);
  });
});

describe("several limits on one field", () => {
  test("for a task are those for it and for all, by field", () => {
    const bounds = [
      bound({ max: 100 }),
      bound({ task: "primary", max: 50 }),
      bound({ task: "analysis", min: 7 }),
      bound({ path: "parameters.think", fixed: false }),
    ];
    const shown = (task: string | undefined) =>
      limitsFor(bounds, task).map(({ path, min, max, fixed }) => [path, min, max, fixed]);
    const think = ["parameters.think", -Infinity, Infinity, false];
    expect(shown("primary")).toEqual([["parameters.num_ctx", -Infinity, 50, undefined], think]);
    expect(shown("analysis")).toEqual([["parameters.num_ctx", 7, 100, undefined], think]);
    expect(shown(undefined)).toEqual([["parameters.num_ctx", -Infinity, 100, undefined], think]);
    expect(limitsFor([], "primary")).toEqual([]);
  });

  test("held to, tell that they changed a value, and where the new one comes from", () => {
    const found: Record<string, Found> = {
      parameters: new Map([["num_ctx", { value: 100, source: "profile" }]]),
    };
    const limits = limitsFor([bound({ max: 50 }), bound({ task: "primary", max: 60 })], "primary");
    const warnings = holdWithin(found, limits, () => true);
    expect(found.parameters?.get("num_ctx")).toEqual({ value: 50, source: "bound" });
    expect(warnings.map(({ code }) => code)).toEqual(["clamped"]);
    expect(warnings[0]?.message).toMatch(/100.*50/);
  });

  test("leave a value that they allow where it came from", () => {
    const set = { value: 40, source: "base:x" };
    const found: Record<string, Found> = { parameters: new Map([["num_ctx", set]]) };
    expect(holdWithin(found, limitsFor([bound({ max: 50 })], undefined), () => true)).toEqual([]);
    expect(found.parameters?.get("num_ctx")).toEqual(set);
  });

  test.each<[string, Partial<Bound>[], boolean]>([
    ["ranges that meet in one value", [{ max: 5 }, { task: "primary", min: 5 }], false],
    ["ranges that do not meet", [{ max: 5 }, { task: "primary", min: 6 }], true],
    ["the same value fixed twice", [{ fixed: 5 }, { task: "primary", fixed: 5 }], false],
    ["a value within a range", [{ fixed: 5 }, { task: "primary", min: 5, max: 9 }], false],
    ["a value below a range", [{ fixed: 4 }, { task: "primary", min: 5 }], true],
    [
      "limits of different tasks",
      [
        { task: "primary", max: 1 },
        { task: "analysis", min: 2 },
      ],
      false,
    ],
    ["one limit alone", [{ min: 1, max: 2 }], false],
  ])("%s contradict each other: %s %j", (_what, fields, expected) => {
    expect(contradiction(fields.map((each) => bound(each))) !== undefined).toBe(expected);
  });
});

describe("the control of a field within a limit", () => {
  const controlOf = (path: string, ...bounds: Partial<Bound>[]) => {
    const field = fieldAt(path);
    if (!field) throw new Error(`there is no field ${path}`);
    const [limit] = limitsFor(
      bounds.map((fields) => bound({ path, ...fields })),
      undefined,
    );
    return within(field, limit);
  };

  test.each<[string, Partial<Bound>, object]>([
    ["parameters.num_ctx", { max: 8192 }, { min: 1, max: 8192 }],
    ["parameters.num_ctx", { min: 512, max: 8192 }, { min: 512, max: 8192 }],
    ["parameters.temperature", { max: 5 }, { min: 0, max: 2 }],
    ["parameters.repeat_last_n", { max: 64 }, { min: 0, max: 64 }],
    ["parameters.repeat_last_n", { min: 8 }, { min: -1, max: 1_048_576 }],
    ["parameters.repeat_last_n", { min: 8, max: 64 }, { min: 8, max: 64 }],
  ])("%s within %j goes %j", (path, fields, ends) => {
    expect(controlOf(path, fields)).toMatchObject(ends);
  });

  test("stays as it is without a limit, or where the field has no ends", () => {
    expect(controlOf("parameters.num_ctx")).toBe(fieldAt("parameters.num_ctx"));
    expect(controlOf("parameters.think", { fixed: false })).toBe(fieldAt("parameters.think"));
    expect(controlOf("gpu_config.tensor_split_devices", { fixed: null })).toEqual(
      fieldAt("gpu_config.tensor_split_devices"),
    );
  });
});
