import { z } from "zod";

/** JSON Schema 2020-12, which OpenAPI 3.1 uses. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * A zod schema as JSON Schema. The schemas with a name in it (`meta({ id })`) are under `$defs`, and
 * `$ref` points there.
 */
export function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema: described }) => addSize(zodSchema, described),
  });
  return rest;
}

/** `sizedText` and `sizedList` check the size in their second half, which zod does not describe. */
function addSize({ _zod: { def } }: z.core.$ZodTypes, described: JsonSchema): void {
  if (def.type !== "pipe") return;
  const { type } = (def.out as z.core.$ZodTypes)._zod.def;
  if (type !== "string" && type !== "array") return;
  const { $schema: _dialect, ...sized } = z.toJSONSchema(def.out, { io: "input" });
  Object.assign(described, sized);
}

/** A member of a body, a query or a path, described for people. */
export interface ReferenceField {
  name: string;
  type: string;
  required: boolean;
  description: string;
  /** The members of an object. */
  members: ReferenceField[];
}

/** A schema in a place where JSON Schema also allows `true`, `false` or a list of schemas. */
export function single(schema: JsonSchema["items"]): JsonSchema {
  const [first] = [schema].flat();
  return typeof first === "object" ? first : {};
}

/** The schema itself where it is a reference to one of its own definitions. */
export function resolveRoot(schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.split("/").at(-1) ?? "";
  const definition = schema.$defs?.[name];
  return definition ? single(definition) : schema;
}

/** The schemas of which one applies. */
function alternatives({ anyOf, oneOf }: JsonSchema): JsonSchema[] {
  return anyOf ?? oneOf ?? [];
}

function range(low: number | undefined, high: number | undefined, unit = ""): string {
  // zod gives every integer the limits of a safe integer; only real limits are worth reading.
  const from = low !== undefined && low > -1e15 ? low : undefined;
  const to = high !== undefined && high < 1e15 ? high : undefined;
  if (from === undefined && to === undefined) return "";
  if (to === undefined) return `, at least ${from}${unit}`;
  return from === undefined ? `, at most ${to}${unit}` : `, ${from} to ${to}${unit}`;
}

/** A schema in a few words: `number, 0 to 2`. */
export function typeText(schema: JsonSchema): string {
  const options = alternatives(schema);
  if (options.length > 0) return [...new Set(options.map(typeText))].join(" or ");
  if (schema.$ref) return schema.$ref.split("/").at(-1) ?? "";
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.const !== undefined) return String(schema.const);
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => typeText({ ...schema, type })).join(" or ");
  }
  if (schema.type === "array") {
    return `list of ${typeText(single(schema.items))}${range(schema.minItems, schema.maxItems, " items")}`;
  }
  if (schema.type === "string") {
    const kind = schema.format === "date-time" ? "time (ISO 8601)" : "text";
    return kind + range(schema.minLength, schema.maxLength, " characters");
  }
  if (schema.type === "number" || schema.type === "integer") {
    return schema.type + range(schema.minimum, schema.maximum);
  }
  return schema.type ?? "any value";
}

/** The object that a schema is, may be, or is a list of. */
function objectIn(schema: JsonSchema): JsonSchema {
  if (schema.properties) return schema;
  return alternatives(schema).find((option) => option.properties) ?? single(schema.items);
}

/** The members of an object's schema. */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema): ReferenceField[] {
  return Object.entries(properties).map(([name, property]) => {
    const schema = single(property);
    return {
      name,
      type: typeText(schema),
      required: required.includes(name),
      description: schema.description ?? "",
      members: fieldsOf(objectIn(schema)),
    };
  });
}
