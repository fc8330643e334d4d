import { describe, expect, test } from "vitest";
import { ENGINE_KINDS, engineDefaults, ENGINES } from "./engines";
import { fieldAt, LAB_CIRCUIT_BREAKER, SECTIONS, takesField, weightOf } from "./fields";
import { PARAMETER_GROUPS, PARAMETERS } from "./parameters";
import { CONFIG_FIELDS, findTask, TASK_KEYS, taskByType, TASKS } from "./tasks";
import { type Field, isSection, SECTION_LABELS, SECTION_NAMES, type TaskKind } from "./types";
import { legal, show } from "./messages";
import { fieldSchema } from "./zod";

const KINDS: readonly TaskKind[] = ["text", "embedding", "reranking", "image"];
const FIELDS = SECTION_NAMES.flatMap((section) =>
  SECTIONS[section].map((field: Field) => [`${section}.${field.name}`, field] as const),
);

const distinct = (values: readonly unknown[]) => new Set(values).size === values.length;

describe("the 19 tasks", () => {
  test("are numbered from 1, and no two share a key, field, label or default", () => {
    expect(TASKS.map(({ type }) => type)).toEqual(Array.from({ length: 19 }, (_, n) => n + 1));
    for (const member of [
      "key",
      "config_field",
      "label",
      "enum_name",
      "default_profile_id",
    ] as const)
      expect(distinct(TASKS.map((task) => task[member])), member).toBe(true);
    expect(TASK_KEYS).toEqual(TASKS.map(({ key }) => key));
    expect(CONFIG_FIELDS).toEqual(TASKS.map(({ config_field }) => config_field));
  });

  test("are found by number and by key, and nothing else is", () => {
    for (const task of TASKS) {
      expect(taskByType(task.type)).toBe(task);
      expect(findTask(task.key)).toBe(task);
      expect(findTask(String(task.type))).toBe(task);
    }
    for (const text of ["", "0", "20", "1.0", " 1", "01", "Primary", "constructor", "-1", "1e0"])
      expect(findTask(text), text).toBeUndefined();
    for (const type of [0, 20, 1.5, -1, Number.NaN]) expect(taskByType(type)).toBeUndefined();
  });

  test("have defaults whose ids end in the task's number", () => {
    for (const { type, default_profile_id } of TASKS) {
      expect(default_profile_id).toBe(`00000000-0000-0000-0000-${String(type).padStart(12, "0")}`);
    }
  });

  test("of each kind accept models of one sort", () => {
    const kinds = new Map(TASKS.map(({ key, kind }) => [key, kind]));
    expect(kinds.get("primary")).toBe("text");
    expect(kinds.get("embedding")).toBe("embedding");
    expect(kinds.get("reranking")).toBe("reranking");
    expect(kinds.get("image_generation")).toBe("image");
    for (const { key, kind, accepts_model_tasks } of TASKS) {
      expect(accepts_model_tasks.length, key).toBeGreaterThan(0);
      expect(KINDS).toContain(kind);
    }
  });
});

describe("the fields", () => {
  test("have no name twice in a section, and are found by their path", () => {
    for (const section of SECTION_NAMES) {
      expect(distinct(SECTIONS[section].map(({ name }) => name)), section).toBe(true);
      expect(isSection(section)).toBe(true);
      expect(SECTION_LABELS[section]).toBeTruthy();
    }
    for (const [path, field] of FIELDS) expect(fieldAt(path)).toBe(field);
    const wrong = ["", "parameters", "parameters.", "parameters.none", ".temperature"];
    for (const path of [...wrong, "parameters.seed.x", "constructor.name", "name", "__proto__.x"])
      expect(fieldAt(path), path).toBeUndefined();
    for (const name of ["name", "toString", "", "Parameters"]) expect(isSection(name)).toBe(false);
  });

  test.each(FIELDS)("%s has a label and one line of help that ends in a period", (_path, field) => {
    expect(field.label).toMatch(/^\S.*\S$/);
    expect(field.help).toMatch(/^[^\n]+\.$/);
    expect(field.help.length).toBeLessThanOrEqual(100);
  });

  test.each(FIELDS)("%s says what is legal in words", (_path, field) => {
    expect(legal(field)).toMatch(/^(a |one of |true|text)/);
    expect(legal(field).endsWith("or null")).toBe(field.nullable === true);
  });

  test.each(FIELDS.filter(([, field]) => "special" in field))(
    "%s takes its special values, and its slider a step within its ends",
    (_path, field) => {
      if (field.type !== "number" && field.type !== "integer") throw new Error("it is no number");
      for (const value of Object.keys(field.special ?? {}).map(Number)) {
        expect(fieldSchema(field).safeParse(value).success, String(value)).toBe(true);
      }
      expect(field.step).toBeLessThan(field.max - field.min);
      if (field.endless !== undefined) expect(field.special).toHaveProperty([field.endless]);
    },
  );

  test("belong to a group, all groups in the order in which people see them", () => {
    const groups = PARAMETERS.map(({ group }) => group);
    expect([...new Set(groups)]).toEqual(PARAMETER_GROUPS.map(({ group }) => group));
    for (const { name, applies_to } of PARAMETERS) {
      expect(applies_to.length, name).toBeGreaterThan(0);
      expect(distinct(applies_to), name).toBe(true);
    }
  });

  test.each<[TaskKind, string, boolean]>([
    ["text", "parameters.temperature", true],
    ["embedding", "parameters.temperature", false],
    ["embedding", "parameters.num_ctx", true],
    ["reranking", "parameters.num_ctx", true],
    ["image", "parameters.num_ctx", false],
    ["image", "parameters.seed", true],
    ["embedding", "parameters.seed", false],
    ["image", "image_settings.width", true],
    ["text", "image_settings.width", false],
    ["text", "gpu_config.main_gpu", true],
    ["image", "circuit_breaker.max_retries", true],
    ["text", "system_prompt", true],
  ])("a task of kind %s takes %s: %s", (kind, path, expected) => {
    expect(takesField(kind, path)).toBe(expected);
  });

  test("of the circuit breaker all have a default, which is legal", () => {
    expect(Object.keys(LAB_CIRCUIT_BREAKER)).toEqual(
      SECTIONS.circuit_breaker.map(({ name }) => name),
    );
    for (const field of SECTIONS.circuit_breaker) {
      expect(fieldSchema(field).safeParse(LAB_CIRCUIT_BREAKER[field.name]).success).toBe(true);
    }
  });

  test("count no limit as more than every number, where they have one", () => {
    expect(weightOf(fieldAt("parameters.num_predict"), -1)).toBe(Infinity);
    expect(weightOf(fieldAt("parameters.num_predict"), 0)).toBe(0);
    expect(weightOf(fieldAt("parameters.seed"), -1)).toBe(-1);
    expect(weightOf(fieldAt("parameters.think"), -1)).toBe(-1);
    expect(weightOf(undefined, 5)).toBe(5);
  });
});

describe("the engines", () => {
  test("have labels of their own, and endpoints for some kind of task", () => {
    expect(distinct(ENGINE_KINDS.map((kind) => ENGINES[kind].label))).toBe(true);
    for (const kind of ENGINE_KINDS) {
      const { tasks } = ENGINES[kind];
      expect(tasks.length, kind).toBeGreaterThan(0);
      expect(tasks, kind).toContain("text");
    }
  });

  test("name their defaults, in their order, where any is known", () => {
    const temperature = fieldAt("parameters.temperature");
    if (!temperature) throw new Error("there is a temperature");
    expect(engineDefaults(temperature)).toMatch(/^Ollama and llama\.cpp 0\.8; vLLM .*OpenAI 1$/);
    for (const path of ["parameters.stop", "gpu_config.main_gpu"]) {
      const field = fieldAt(path);
      if (!field) throw new Error(`there is no ${path}`);
      expect(engineDefaults(field)).toBe("");
    }
  });
});

test.each<[unknown, string]>([
  [undefined, "nothing"],
  [null, "null"],
  [0, "0"],
  [-0.5, "-0.5"],
  [Number.NaN, "NaN"],
  [true, "true"],
  ["", '""'],
  ["a\n", '"a\\n"'],
  [[], "a list"],
  [[1], "a list"],
  [{}, "an object"],
  [new Date(0), "an object"],
  ["x".repeat(100), `"${"x".repeat(36)}…"`],
])("%j is shown as %s", (value, text) => {
  expect(show(value)).toBe(text);
});
