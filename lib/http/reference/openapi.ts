import { z } from "zod";
import type { Endpoint, Example } from "@/lib/http/endpoint";
import { jsonSchema, single } from "./json-schema";
import { type Json, responsesOf } from "./openapi-responses";
import { openAiErrorSchema } from "@/lib/http/openai-error";
import { problem } from "@/lib/http/problem-schema";

const documentSchema = z.record(z.string(), z.unknown());

/** Moves the named schemas of all calls to one place, and points the references there. */
function withComponents(paths: Json): { paths: Json; schemas: Json } {
  const schemas: Json = {
    Problem: jsonSchema(problem, "output"),
    OpenAiError: jsonSchema(openAiErrorSchema, "output"),
  };
  const text = JSON.stringify(paths, (key, value: unknown) => {
    if (key === "$ref") return String(value).replace("#/$defs/", "#/components/schemas/");
    return value;
  });
  const moved: unknown = JSON.parse(text, (key, value: unknown) => {
    if (key !== "$defs") return value;
    for (const [name, schema] of Object.entries(documentSchema.parse(value))) {
      if (JSON.stringify(schemas[name] ?? schema) !== JSON.stringify(schema)) {
        throw new Error(`two different schemas are named ${name}`);
      }
      schemas[name] = schema;
    }
    return undefined;
  });
  return { paths: documentSchema.parse(moved), schemas };
}

/** Examples under the names `example1`, `example2`, … */
function numbered<T>(examples: readonly T[]): Record<string, T> {
  return Object.fromEntries(
    examples.map((example, index) => [`example${index + 1}`, example] as const),
  );
}

/** The values that the examples send as a parameter, if any does. */
function examplesIn(endpoint: Endpoint, place: "params" | "query", name: string): Json {
  const sent = endpoint.examples.flatMap((example) => example[place]?.[name] ?? []);
  const distinct = [...new Set(sent)].map((value) => ({ value }));
  return distinct.length > 0 ? { examples: numbered(distinct) } : {};
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
  const inQuery = Object.entries(query.properties ?? {}).map(([name, property]) => {
    const { description, ...schema } = single(property);
    return {
      name,
      in: "query",
      required: false,
      ...(description ? { description } : {}),
      schema,
      ...examplesIn(endpoint, "query", name),
    };
  });
  const inHeader = (endpoint.conditional ?? []).map((name) => ({
    name,
    in: "header",
    required: false,
    schema: { type: "string" },
    description:
      "A tag from an `ETag` header. It names a revision, not bytes: a weak tag, or one with the name of an encoding, counts like the tag itself",
    example: '"3"',
  }));
  const ownHeaders = Object.entries(endpoint.headers ?? {}).map(([name, description]) => ({
    name,
    in: "header",
    required: false,
    schema: { type: "string" },
    description,
  }));
  return [...inPath, ...inQuery, ...inHeader, ...ownHeaders];
}

function examplesOf(endpoint: Endpoint, of: (example: Example) => unknown): Json {
  const shown = endpoint.examples.filter((example) => of(example) !== undefined);
  return numbered(shown.map((example) => ({ summary: example.summary, value: of(example) })));
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
  const { paths: documented, schemas } = withComponents(paths);
  return {
    openapi: "3.1.0",
    info: {
      title: "Model Profiles",
      version,
      description: "Which model does which task, with which parameters and which system prompt.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(contract.map((endpoint) => endpoint.tag))].map((name) => ({ name })),
    paths: documented,
    components: {
      schemas,
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key, `mp_…`" },
        session: { type: "apiKey", in: "cookie", name: "authjs.session-token" },
      },
    },
  };
}
