import { z } from "zod";

/** A schema, an object of OpenAPI, or a part of one. */
export type Json = Record<string, unknown>;

/** A zod schema as JSON Schema 2020-12, which is what OpenAPI 3.1 speaks. */
export function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    reused: "inline",
    override: ({ jsonSchema: made }) => {
      // The name of a named schema is its key among the components; as a member it means nothing.
      delete made.id;
    },
  }) as Json;
  return rest;
}
