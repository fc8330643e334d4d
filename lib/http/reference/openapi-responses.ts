import { AppError, ERRORS, type ErrorCode } from "@/lib/errors";
import { type Endpoint, errorFormatOf, successOf } from "@/lib/http/endpoint";
import { jsonSchema } from "./json-schema";
import { openAiError, openAiStatus } from "@/lib/http/openai-error";
import { problemType } from "@/lib/http/problem-schema";
import { sampleOf } from "./samples";

/** An object of the OpenAPI document, or a part of one. */
export type Json = Record<string, unknown>;

/** The errors of a call: its own, and those that follow from its access, method and body. */
export function errorsOf(endpoint: Endpoint): ErrorCode[] {
  const guarded: ErrorCode[] =
    endpoint.access === "public" ? [] : ["unauthenticated", "insufficient_scope"];
  const admin: ErrorCode[] = endpoint.access[0] === "admin" ? ["permission_denied"] : [];
  const writing: ErrorCode[] = endpoint.method === "GET" ? [] : ["cross_origin"];
  const body: ErrorCode[] = endpoint.body
    ? ["malformed_json", "payload_too_large", "unsupported_media_type"]
    : [];
  const limited: ErrorCode[] = endpoint.unlimited ? [] : ["rate_limited"];
  const all = [...guarded, ...admin, ...writing, ...body, ...(endpoint.errors ?? []), ...limited];
  return [...new Set<ErrorCode>([...all, "database_unavailable"])];
}

const HEADERS = {
  "X-Request-Id": "Identifies the request in the log",
  ETag: "The response's tag, for `If-Match` and `If-None-Match`",
  Location: "The URL of the new resource",
  "Retry-After": "Seconds to wait before the next attempt",
  "WWW-Authenticate": "`Bearer`",
} as const;

function headersOf(...names: (keyof typeof HEADERS)[]): Json {
  const all = ["X-Request-Id" as const, ...names];
  const headers: Json = {};
  for (const name of all) {
    headers[name] = { description: HEADERS[name], schema: { type: "string" } };
  }
  return { headers };
}

function answerOf(endpoint: Endpoint): Json {
  const { response, media: types = [], summary, sends = [] } = endpoint;
  if (!response) {
    const content: Json = {};
    for (const type of types) content[type] = { schema: { type: "string" } };
    return {
      description: summary,
      ...headersOf(...sends),
      ...(types.length > 0 ? { content } : {}),
    };
  }
  const media = {
    schema: jsonSchema(response, "output"),
    examples: { example1: { summary, value: sampleOf(response) } },
  };
  return {
    description: summary,
    ...headersOf(...sends),
    content: {
      "application/json": media,
      ...(endpoint.streams ? { "text/event-stream": { schema: { type: "string" } } } : {}),
    },
  };
}

/** The headers of a failure with this status. */
function failureHeaders(status: number): Json {
  if (status === 401) return headersOf("WWW-Authenticate");
  return status === 429 || status === 503 ? headersOf("Retry-After") : headersOf();
}

/** How each format of errors is documented. */
const FORMATS = {
  problem: {
    type: "application/problem+json",
    schema: "Problem",
    statusOf: (code: ErrorCode) => ERRORS[code].status,
    valueOf: (code: ErrorCode) => {
      const { status, title } = ERRORS[code];
      return { type: problemType(code), title, status, detail: `${title}.`, code };
    },
  },
  openai: {
    type: "application/json",
    schema: "OpenAiError",
    statusOf: (code: ErrorCode) => openAiStatus(new AppError(code, "")),
    valueOf: (code: ErrorCode) => openAiError(new AppError(code, `${ERRORS[code].title}.`)),
  },
};
type Format = (typeof FORMATS)[keyof typeof FORMATS];

function failureOf(status: number, codes: readonly ErrorCode[], format: Format): Json {
  const examples: Json = {};
  for (const code of codes) {
    examples[code] = { summary: ERRORS[code].title, value: format.valueOf(code) };
  }
  const media = { schema: { $ref: `#/components/schemas/${format.schema}` }, examples };
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join(". "),
    ...failureHeaders(status),
    content: { [format.type]: media },
  };
}

/** Every response of a call, by status. */
export function responsesOf(endpoint: Endpoint): Json {
  const { alsoStatus } = endpoint;
  const success = answerOf(endpoint);
  const responses: Json = { [String(successOf(endpoint))]: success };
  if (endpoint.conditional?.includes("If-None-Match")) {
    responses["304"] = {
      description: "The client already has the current version",
      ...headersOf("ETag"),
    };
  }
  const errors = errorsOf(endpoint);
  const format = FORMATS[errorFormatOf(endpoint.path)];
  for (const status of new Set(errors.map(format.statusOf))) {
    const codes = errors.filter((code) => format.statusOf(code) === status);
    responses[String(status)] = failureOf(status, codes, format);
  }
  if (alsoStatus) responses[String(alsoStatus)] = { ...success, ...failureHeaders(alsoStatus) };
  return responses;
}
