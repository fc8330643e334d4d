import { z } from "zod";
import type { Field, NumericField, Value, Values } from "./types";
import { amountText, enteredText, legal, show } from "./words";

/** Text that the database can store: without NUL and lone surrogates. */
export function text(
  min: number,
  max: number,
  what = `text of ${min} to ${amountText(max)} characters`,
) {
  const error = (issue: { input?: unknown }) => `must be ${what}; you entered ${show(issue.input)}`;
  const length = (issue: { input?: unknown }) => {
    const count = typeof issue.input === "string" ? issue.input.length : 0;
    return `must be ${what}; you entered ${amountText(count)} characters`;
  };
  return z
    .string({ error })
    .min(min, { error: length })
    .max(max, { error: length })
    .refine((value) => value.isWellFormed() && !value.includes("\0"), {
      error: `must be ${what}, without NUL and without lone surrogates`,
    });
}

function numberSchema(field: NumericField) {
  const error = (issue: { input?: unknown }) =>
    `must be ${legal(field)}; you entered ${enteredText(field, issue.input)}`;
  let schema = z.number({ error }).min(field.min, { error }).max(field.max, { error });
  if (field.type === "integer") schema = schema.int({ error });
  if (field.multiple_of) schema = schema.multipleOf(field.multiple_of, { error });
  return schema;
}

function listSchema<T extends z.ZodType>(field: Field & { max_items: number }, item: T) {
  const error = (issue: { input?: unknown }) =>
    `must be ${legal(field)}; you entered ${enteredText(field, issue.input)}`;
  const count = (issue: { input?: unknown }) => {
    const length = Array.isArray(issue.input) ? issue.input.length : 0;
    return `must be ${legal(field)}; you entered ${length} entries`;
  };
  return z.array(item, { error }).max(field.max_items, { error: count });
}

function stringList(field: Field & { type: "string[]" }) {
  return listSchema(field, text(1, field.max_length)).superRefine((items, ctx) => {
    items.forEach((item, index) => {
      if (items.indexOf(item) === index) return;
      const message = `must not contain ${show(item)} twice`;
      ctx.addIssue({ code: "custom", path: [index], message, input: item });
    });
  });
}

function bareSchema(field: Field): z.ZodType<Value> {
  const error = (issue: { input?: unknown }) =>
    `must be ${legal(field)}; you entered ${enteredText(field, issue.input)}`;
  switch (field.type) {
    case "number":
    case "integer":
      return numberSchema(field);
    case "boolean":
      return z.boolean({ error });
    case "enum":
      return z.enum(field.values, { error });
    case "string":
      return text(field.min_length ?? 1, field.max_length);
    case "string[]":
      return stringList(field);
    case "number[]": {
      const limits = {
        ...field,
        type: "number",
        step: 0.01,
        scale: null,
        nullable: false,
      } as const;
      return listSchema(field, numberSchema(limits));
    }
    case "think":
      return z.union([z.boolean(), z.enum(field.levels)], { error });
  }
}

/** The zod schema of one row of the registry; its messages state the valid values. */
export function fieldSchema(field: Field): z.ZodType<Value> {
  const schema = bareSchema(field).meta({ title: field.label, description: field.help });
  return field.nullable ? schema.nullable() : schema;
}

/** A value of any field, without the limits of a field. */
export const anyValue = z.union(
  [z.number(), z.boolean(), z.string(), z.array(z.string()), z.array(z.number()), z.null()],
  {
    error: ({ input }) =>
      `must be a number, true, false, text, a list of texts or numbers, or null; you entered ${show(input)}`,
  },
) satisfies z.ZodType<Value>;

/** A strict object of a table's fields, each optional: an absent field is not set. */
export function valuesSchema(fields: readonly Field[]): z.ZodType<Values> {
  const shape = Object.fromEntries(fields.map((row) => [row.name, fieldSchema(row).optional()]));
  // Absent keys stay absent: zod adds none for optional fields, so the values are never undefined.
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `is not a field; the fields are ${fields.map((row) => row.name).join(", ")}`
        : `must be an object; you entered ${show(issue.input)}`,
  }) as z.ZodType<Values>;
}
