import { z } from "zod";
import type { Field, NumericField, Value, Values } from "./types";
import { enteredText, legal, show } from "./messages";
import { hasDirection } from "@/lib/direction";
import { amountText } from "./words";

type ErrorText = string | ((issue: { input?: unknown }) => string);

/**
 * Text of a limited length. The type is checked before the length, because zod checks the length of
 * anything that has one.
 */
export function sizedText(min: number, max: number, error: ErrorText, length: ErrorText = error) {
  return z
    .string({ error })
    .pipe(z.string().min(min, { error: length }).max(max, { error: length }));
}

/** A list of a limited number of items, checked like `sizedText`. */
export function sizedList<T extends z.ZodType>(
  item: T,
  error: ErrorText,
  limits: { min?: number; max?: number; tooFew?: ErrorText; tooMany?: ErrorText },
) {
  const { min = 0, max = Infinity, tooFew = error, tooMany = error } = limits;
  return z
    .array(z.unknown(), { error })
    .pipe(z.array(item).min(min, { error: tooFew }).max(max, { error: tooMany }));
}

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
  return sizedText(min, max, error, length).refine(
    (value) => value.isWellFormed() && !value.includes("\0"),
    {
      error: `must be ${what}, without NUL and without lone surrogates`,
    },
  );
}

/** A name, trimmed. Names appear in lists, sentences and messages. */
export function nameText(max: number) {
  return text(1, max)
    .check(z.trim())
    .refine((value) => value.length > 0, { error: "must not be only spaces" })
    .refine((value) => !hasDirection(value), {
      error:
        "must not contain characters that change the direction of text (U+202A to U+202E, U+2066 to U+2069)",
    });
}

/** zod's `int()` refuses 2^53, the largest seed. */
function wholeNumber(schema: z.ZodNumber, error: (issue: { input?: unknown }) => string) {
  return schema
    .superRefine((input, context) => {
      if (Number.isInteger(input)) return;
      context.addIssue({ code: "invalid_type", expected: "int", input, message: error({ input }) });
    })
    .meta({ type: "integer" });
}

function numberSchema(field: NumericField) {
  const error = (issue: { input?: unknown }) =>
    `must be ${legal(field)}; you entered ${enteredText(field, issue.input)}`;
  let schema = z.number({ error }).min(field.min, { error }).max(field.max, { error });
  if (field.type === "integer") schema = wholeNumber(schema, error);
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
  return sizedList(item, error, { max: field.max_items, tooMany: count });
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
