import { ERRORS, type ErrorCode } from "@/lib/errors";
import { type Endpoint, successOf } from "@/lib/http/endpoint";
import { type Json, jsonSchema } from "./json-schema";
import { problemType } from "@/lib/http/problem-schema";
import { sampleOf } from "./samples";

/** The failures that every call behind a sign-in can have, and those of its own. */
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
  "X-Request-Id": "Finds the request in the log",
  ETag: "The answer's tag, for `If-Match` and `If-None-Match`",
  Location: "The address of what was made",
  "Retry-After": "Seconds after which another try is worth it",
  "WWW-Authenticate": "`Bearer`",
} as const;

function headersOf(...names: (keyof typeof HEADERS)[]): Json {
  const all = ["X-Request-Id" as const, ...names];
  const described = all.map((name) => [
    name,
    { description: HEADERS[name], schema: { type: "string" } },
  ]);
  return { headers: Object.fromEntries(described) as Json };
}

function answerOf(endpoint: Endpoint): Json {
  const { response, media: types = [], summary, sends = [] } = endpoint;
  if (!response) {
    const content = types.map((type) => [type, { schema: { type: "string" } }]);
    return {
      description: summary,
      ...headersOf(...sends),
      ...(types.length > 0 ? { content: Object.fromEntries(content) as Json } : {}),
    };
  }
  const media = {
    schema: jsonSchema(response, "output"),
    examples: { example1: { summary, value: sampleOf(response) } },
  };
  return {
    description: summary,
    ...headersOf(...sends),
    content: { "application/json": media },
  };
}

/** Headers that a failure of this status carries. */
function failureHeaders(status: number): Json {
  if (status === 401) return headersOf("WWW-Authenticate");
  return status === 429 || status === 503 ? headersOf("Retry-After") : headersOf();
}

function failureOf(status: number, codes: readonly ErrorCode[]): Json {
  const examples = codes.map((code) => {
    const { title } = ERRORS[code];
    const value = { type: problemType(code), title, status, detail: `${title}.`, code };
    return [code, { summary: title, value }];
  });
  const media = {
    schema: { $ref: "#/components/schemas/Problem" },
    examples: Object.fromEntries(examples) as Json,
  };
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join(". "),
    ...failureHeaders(status),
    content: { "application/problem+json": media },
  };
}

/** Everything that a call may answer, by status. */
export function responsesOf(endpoint: Endpoint): Json {
  const { alsoStatus } = endpoint;
  const success = answerOf(endpoint);
  const responses: Json = { [String(successOf(endpoint))]: success };
  if (endpoint.conditional?.includes("If-None-Match")) {
    responses["304"] = { description: "The caller has it already", ...headersOf("ETag") };
  }
  const errors = errorsOf(endpoint);
  for (const status of new Set(errors.map((code) => ERRORS[code].status))) {
    const codes = errors.filter((code) => ERRORS[code].status === status);
    responses[String(status)] = failureOf(status, codes);
  }
  if (alsoStatus) responses[String(alsoStatus)] = { ...success, ...failureHeaders(alsoStatus) };
  return responses;
}
