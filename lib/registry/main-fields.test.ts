import { describe, expect, test } from "vitest";
import { SECTIONS, takesField } from "./fields";
import { mainFields } from "./main-fields";

const KINDS = ["text", "embedding", "reranking", "image"] as const;
const pathsOf = (kind: (typeof KINDS)[number]) =>
  mainFields(kind).map(({ section, field }) => `${section}.${field.name}`);

describe.each(KINDS)("the fields that are changed most for %s", (kind) => {
  test("are fields of the registry that its tasks take, each once", () => {
    const paths = pathsOf(kind);
    expect(paths.length).toBeGreaterThan(0);
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) expect(takesField(kind, path), path).toBe(true);
    for (const { section, field } of mainFields(kind)) expect(SECTIONS[section]).toContain(field);
  });
});

test("what a text is generated with starts with the temperature, and a picture with its size", () => {
  expect(pathsOf("text")[0]).toBe("parameters.temperature");
  expect(pathsOf("image").slice(0, 2)).toEqual(["image_settings.width", "image_settings.height"]);
  expect(pathsOf("embedding")).toEqual(["parameters.num_ctx"]);
});
