import type { Endpoint, Example } from "@/lib/http/endpoint";
import { type Json, jsonSchema } from "./json-schema";
import { responsesOf } from "./openapi-responses";
import { problem } from "@/lib/http/problem-schema";

const LOCAL_DEFINITION = "#/$defs/";

/**
 * The value with the named schemas in it (`$defs`, which zod puts into each schema that uses them)
 * moved to `components`, where a document's references can reach them.
 */
function hoist(value: unknown, components: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => hoist(item, components));
  if (typeof value !== "object" || value === null) return value;
  const { $defs, ...rest } = value as Json;
  for (const [name, schema] of Object.entries(($defs ?? {}) as Json)) {
    const hoisted = hoist(schema, components);
    if (JSON.stringify(components[name] ?? hoisted) !== JSON.stringify(hoisted)) {
      throw new Error(`the schema ${name} means two things`);
    }
    components[name] = hoisted;
  }
  return Object.fromEntries(
    Object.entries(rest).map(([key, member]) => {
      const isReference = key === "$ref" && typeof member === "string";
      return isReference
        ? [key, member.replace(LOCAL_DEFINITION, "#/components/schemas/")]
        : [key, hoist(member, components)];
    }),
  );
}

/** What the examples send as a parameter, if any does. */
function examplesIn(endpoint: Endpoint, place: "params" | "query", name: string): Json {
  const sent = endpoint.examples.flatMap((example) => example[place]?.[name] ?? []);
  const distinct = [...new Set(sent)].map((value, index) => [`example${index + 1}`, { value }]);
  return distinct.length > 0 ? { examples: Object.fromEntries(distinct) as Json } : {};
}

function parametersOf(endpoint: Endpoint): Json[] {
  const inPath = Object.entries(endpoint.params ?? {}).map(([name, description]) => ({
    name,
    in: "path",
    required: true,
    description,
    schema: { type: "string" },
    ...examplesIn(endpoint, "params", name),
  }));
  const query = endpoint.query ? jsonSchema(endpoint.query, "input") : {};
  const inQuery = Object.entries((query.properties ?? {}) as Record<string, Json>).map(
    ([name, { description, ...schema }]) => ({
      name,
      in: "query",
      required: false,
      ...(description ? { description } : {}),
      schema,
      ...examplesIn(endpoint, "query", name),
    }),
  );
  const inHeader = (endpoint.conditional ?? []).map((name) => ({
    name,
    in: "header",
    required: false,
    schema: { type: "string" },
    description: "A tag, as `ETag` told it",
    example: '"3"',
  }));
  return [...inPath, ...inQuery, ...inHeader];
}

function examplesOf(endpoint: Endpoint, of: (example: Example) => unknown): Json {
  const shown = endpoint.examples.filter((example) => of(example) !== undefined);
  return Object.fromEntries(
    shown.map((example, index) => [
      `example${index + 1}`,
      { summary: example.summary, value: of(example) },
    ]),
  );
}

function bodyOf(endpoint: Endpoint): Json | undefined {
  if (!endpoint.body) return undefined;
  const type =
    endpoint.method === "PATCH" && endpoint.bodyCheckedByService
      ? "application/merge-patch+json"
      : "application/json";
  const media = {
    schema: jsonSchema(endpoint.body, "input"),
    examples: examplesOf(endpoint, (example) => example.body),
  };
  return { required: !endpoint.bodyOptional, content: { [type]: media } };
}

function operationOf(endpoint: Endpoint): Json {
  const requestBody = bodyOf(endpoint);
  const scopes = endpoint.access === "public" ? [] : endpoint.access;
  return {
    operationId: operationId(endpoint),
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(scopes.length > 0 ? { description: `Scope: ${scopes.join(" or ")}.` } : {}),
    security: endpoint.access === "public" ? [] : [{ apiKey: [] }, { session: [] }],
    parameters: parametersOf(endpoint),
    ...(requestBody ? { requestBody } : {}),
    responses: responsesOf(endpoint),
  };
}

/** `get_api_models_profiles_id` */
export function operationId({ method, path }: Endpoint): string {
  return `${method.toLowerCase()}${path.replace(/[^a-z0-9]+/gi, "_").replace(/_$/, "")}`;
}

/** The contract as an OpenAPI 3.1 document. */
export function openApiDocument(contract: readonly Endpoint[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of contract) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint),
    };
  }
  const schemas: Json = { Problem: jsonSchema(problem, "output") };
  return {
    openapi: "3.1.0",
    info: {
      title: "Model Profiles",
      version,
      description: "Which model does which task, with which parameters and which system prompt.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(contract.map((endpoint) => endpoint.tag))].map((name) => ({ name })),
    paths: hoist(paths, schemas),
    components: {
      schemas,
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key, `mp_…`" },
        session: { type: "apiKey", in: "cookie", name: "authjs.session-token" },
      },
    },
  };
}
