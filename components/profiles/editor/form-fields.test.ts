import { describe, expect, test } from "vitest";
import type { FieldErrors } from "react-hook-form";
import type { FormValues } from "@/lib/values/form-values";
import { errorsByField } from "./checks";
import { fieldOf, fieldsIn, idOf, pathOf } from "./form-fields";

test.each([
  ["name", "name"],
  ["name.first", "name"],
  ["parameters.top_k", "parameters.top_k"],
  ["parameters.stop.1", "parameters.stop"],
  ["gpu_config.tensor_split.0", "gpu_config.tensor_split"],
  ["parameters", undefined],
  ["", undefined],
  ["id", undefined],
  ["unknown.top_k", undefined],
])("the fault at %j belongs to the field %j", (path, field) => {
  expect(fieldOf(path)).toBe(field);
});

test("a field's path has its section, and its control an id of it", () => {
  expect(pathOf("parameters", "top_k")).toBe("parameters.top_k");
  expect(idOf("parameters.top_k")).toBe("field-parameters.top_k");
});

test("fields with errors are in the order of the page, those of sections last", () => {
  const error = { type: "x", message: "x" };
  const errors: FieldErrors<FormValues> = {
    image_settings: { width: error },
    parameters: { top_k: error, temperature: error },
    model_name: error,
    name: error,
    root: error,
  };
  expect(fieldsIn(errors)).toEqual([
    ...["name", "model_name", "parameters.top_k", "parameters.temperature"],
    "image_settings.width",
  ]);
  expect(fieldsIn({})).toEqual([]);
});

describe("the errors by field", () => {
  test("are the first of each field, without the path that the message opens with", () => {
    const faults = [
      { path: "parameters.stop.1", code: "a", message: "parameters.stop.1 must be text" },
      { path: "parameters.stop.0", code: "b", message: "parameters.stop.0 must be text" },
      { path: "name", code: "c", message: "Name must be text" },
    ];
    expect([...errorsByField(faults)]).toEqual([
      ["parameters.stop", { code: "a", message: "Must be text" }],
      ["name", { code: "c", message: "Name must be text" }],
    ]);
  });

  test("leave out faults that no field of the form has", () => {
    const fault = { path: "revision", code: "x", message: "revision must be a number" };
    expect(errorsByField([fault, { ...fault, path: "parameters" }]).size).toBe(0);
  });
});
