import { z } from "zod";
import { CONTRACT } from "./contract";
import { type Endpoint, successOf } from "@/lib/http/endpoint";
import { fieldsOf, jsonSchema, type ReferenceField, resolveRoot } from "./json-schema";
import { operationId } from "./openapi";
import { errorsOf } from "./openapi-responses";
import { SAMPLES } from "./samples";
import type { OperationCall } from "@/lib/snippets/operation";

export interface ReferenceAnswer {
  status: number;
  /** The name of what is answered, if it has one; its fields stand with the objects. */
  object: string | undefined;
  /** Whether it is a page or list of those. */
  isList: boolean;
  /** Whether it is text and no JSON. */
  isText: boolean;
  /** The fields of a response whose schema has no name. */
  fields: ReferenceField[];
}

export interface ReferenceOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  access: string;
  parameters: (ReferenceField & { place: "path" | "query" | "header" })[];
  body: { fields: ReferenceField[]; note: string } | null;
  answer: ReferenceAnswer;
  errors: string[];
  /** What is needed to make the call; its examples are in the order of those below. */
  call: OperationCall;
  examples: { summary: string; status: number }[];
}

function parametersOf(endpoint: Endpoint): ReferenceOperation["parameters"] {
  const plain = { type: "text", members: [] };
  const path = Object.entries(endpoint.params ?? {}).map(([name, description]) => ({
    ...plain,
    name,
    description,
    required: true,
    place: "path" as const,
  }));
  const query = endpoint.query ? fieldsOf(jsonSchema(endpoint.query, "input")) : [];
  const tag = 'An ETag, such as "3"; W/"3" and "3-gzip" name the same revision';
  const conditional = (endpoint.conditional ?? []).map((name) => [name, tag]);
  const header = [...conditional, ...Object.entries(endpoint.headers ?? {})].map(
    ([name = "", description = ""]) => ({
      ...plain,
      name,
      description,
      required: false,
      place: "header" as const,
    }),
  );
  return [...path, ...query.map((field) => ({ ...field, place: "query" as const })), ...header];
}

function bodyOf({ body, bodyOptional }: Endpoint): ReferenceOperation["body"] {
  if (!body) return null;
  const schema = resolveRoot(jsonSchema(body, "input"));
  const note = [schema.description, bodyOptional ? "Optional." : ""].filter(Boolean).join(" ");
  return { fields: fieldsOf(schema), note };
}

function nameOf(schema: z.ZodType): string | undefined {
  return schema.meta()?.id;
}

/** What the schema of a page or list has under `data`. */
function itemOf(schema: z.ZodType): z.ZodType | undefined {
  const data: unknown = schema instanceof z.ZodObject ? schema.shape.data : undefined;
  const item = data instanceof z.ZodArray ? data.element : undefined;
  return item instanceof z.ZodType ? item : undefined;
}

/** The named schema of a response or of its items. */
function objectOf({ response }: Endpoint): { schema: z.ZodType; isList: boolean } | undefined {
  if (!response) return undefined;
  const item = itemOf(response);
  if (item && nameOf(item)) return { schema: item, isList: true };
  return nameOf(response) ? { schema: response, isList: false } : undefined;
}

function answerOf(endpoint: Endpoint): ReferenceAnswer {
  const { response } = endpoint;
  const status = successOf(endpoint);
  const isText = endpoint.media !== undefined;
  const object = objectOf(endpoint);
  if (object) {
    return { status, object: nameOf(object.schema), isList: object.isList, isText, fields: [] };
  }
  const fields = response ? fieldsOf(jsonSchema(response, "output")) : [];
  return { status, object: undefined, isList: false, isText, fields };
}

export interface ReferenceObject {
  name: string;
  fields: ReferenceField[];
  /** What one looks like, as JSON. */
  sample: string;
}

/** All named objects in responses, in the order of the calls. */
export function apiObjects(): ReferenceObject[] {
  const schemas = new Map<string, z.ZodType>();
  for (const { schema } of CONTRACT.flatMap((endpoint) => objectOf(endpoint) ?? [])) {
    schemas.set(nameOf(schema) ?? "", schema);
  }
  return [...schemas].map(([name, schema]) => ({
    name,
    fields: fieldsOf(jsonSchema(schema, "output")),
    sample: JSON.stringify(SAMPLES[name], null, 2),
  }));
}

function accessText({ access }: Endpoint): string {
  if (access === "public") return "Public; needs no key.";
  const scopes = access.join(" or ");
  return access[0] === "admin" ? `Needs scope ${scopes} of an admin.` : `Needs scope ${scopes}.`;
}

/** What a response is read as. */
function returnsOf(endpoint: Endpoint): OperationCall["returns"] {
  if (endpoint.media) return "text";
  return endpoint.response ? "json" : "nothing";
}

function callOf(endpoint: Endpoint): OperationCall {
  return {
    method: endpoint.method,
    path: endpoint.path,
    needsKey: endpoint.access !== "public",
    returns: returnsOf(endpoint),
    takesBody: endpoint.body !== undefined,
    parameters: parametersOf(endpoint).map(({ name, place }) => ({ name, place })),
    examples: endpoint.examples.map(({ params, query, body }) => ({ params, query, body })),
  };
}

function operationOf(endpoint: Endpoint): ReferenceOperation {
  return {
    id: operationId(endpoint),
    method: endpoint.method,
    path: endpoint.path,
    summary: endpoint.summary,
    access: accessText(endpoint),
    parameters: parametersOf(endpoint),
    body: bodyOf(endpoint),
    answer: answerOf(endpoint),
    errors: errorsOf(endpoint),
    call: callOf(endpoint),
    examples: endpoint.examples.map(({ summary, status }) => ({ summary, status })),
  };
}

/** What most readers look for comes first. */
const FIRST_TAGS = ["Resolve", "Gateway"];

/** The contract for people, by tag. */
export function apiReference(): { tag: string; operations: ReferenceOperation[] }[] {
  const tags = new Set([...FIRST_TAGS, ...CONTRACT.map((endpoint) => endpoint.tag)]);
  return [...tags].map((tag) => ({
    tag,
    operations: CONTRACT.filter((endpoint) => endpoint.tag === tag).map(operationOf),
  }));
}
