import { z } from "zod";
import { CONTRACT } from "./contract";
import { type Endpoint, type Example, successOf } from "@/lib/http/endpoint";
import { fieldsOf, jsonSchema, type ReferenceField } from "./json-schema";
import { operationId } from "./openapi";
import { errorsOf } from "./openapi-responses";
import { SAMPLES } from "./samples";

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
  examples: { summary: string; status: number; curl: string }[];
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
  const header = (endpoint.conditional ?? []).map((name) => ({
    ...plain,
    name,
    description: 'An ETag, such as "3"',
    required: false,
    place: "header" as const,
  }));
  return [...path, ...query.map((field) => ({ ...field, place: "query" as const })), ...header];
}

function bodyOf({ body, bodyOptional }: Endpoint): ReferenceOperation["body"] {
  if (!body) return null;
  const schema = jsonSchema(body, "input");
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
  if (access === "public") return "Anybody; no key is needed.";
  const scopes = access.join(" or ");
  return access[0] === "admin" ? `Scope ${scopes}, of an admin.` : `Scope ${scopes}.`;
}

function curlOf(endpoint: Endpoint, example: Example, origin: string): string {
  const fill = (_match: string, name: string) => example.params?.[name] ?? `{${name}}`;
  const path = endpoint.path.replace(/\{(\w+)\}/g, fill);
  const query = example.query ? `?${new URLSearchParams(example.query).toString()}` : "";
  const method = endpoint.method === "GET" ? "" : ` -X ${endpoint.method}`;
  const lines = [`curl${method} "${origin}${path}${query}"`];
  if (endpoint.access !== "public") lines.push('-H "Authorization: Bearer $KEY"');
  if (example.body !== undefined) {
    const json = JSON.stringify(example.body, null, 2).replaceAll("'", String.raw`'\''`);
    lines.push('-H "Content-Type: application/json"', `-d '${json}'`);
  }
  return lines.join(" \\\n  ");
}

function operationOf(endpoint: Endpoint, origin: string): ReferenceOperation {
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
    examples: endpoint.examples.map((example) => ({
      summary: example.summary,
      status: example.status,
      curl: curlOf(endpoint, example, origin),
    })),
  };
}

/** The contract for people, by tag; `origin` is where the examples call. */
export function apiReference(origin: string): { tag: string; operations: ReferenceOperation[] }[] {
  const tags = [...new Set(CONTRACT.map((endpoint) => endpoint.tag))];
  return tags.map((tag) => ({
    tag,
    operations: CONTRACT.filter((endpoint) => endpoint.tag === tag).map((endpoint) =>
      operationOf(endpoint, origin),
    ),
  }));
}
