import "server-only";
import { z } from "zod";
import { type Actor, requireAdmin, requireUser } from "@/lib/actor";
import { AppError, fault, invalid } from "@/lib/errors";
import { parseOrThrow, validate } from "@/lib/validation";
import type { Endpoint, ExpectedRevision } from "@/lib/http/endpoint";
import { readJson } from "./read-json";

/** The second argument of a route; Next.js passes `undefined` if the path has no parameters. */
export interface PathParams {
  params: Promise<Record<string, string | string[] | undefined> | undefined>;
}

/** @throws 401, 403 unless the actor may call the endpoint */
export function authorize({ access }: Endpoint, actor: Actor): void {
  if (access === "public" || actor.kind === "system") return;
  if (access[0] === "admin") requireAdmin(actor);
  else requireUser(actor, ...access);
}

/** The checked query. @throws 400 `invalid_query` */
export function readQuery(endpoint: Endpoint, url: URL): unknown {
  const given: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (Object.hasOwn(given, name)) {
      throw new AppError("invalid_query", `The query parameter ${name} appears twice.`);
    }
    Object.defineProperty(given, name, { value, enumerable: true, configurable: true });
  }
  if (!endpoint.query) {
    const [name] = Object.keys(given);
    if (name === undefined) return {};
    throw new AppError("invalid_query", `This call has no query parameters; you sent ${name}.`);
  }
  const { data, faults } = validate(endpoint.query, given);
  if (!faults) return data;
  const known = Object.keys(endpoint.query.shape).join(", ");
  const errors = faults.map((found) =>
    found.code === "unknown_field"
      ? fault([found.path], found.code, `is not a query parameter; the parameters are ${known}`)
      : found,
  );
  const detail = errors.map((fault) => fault.message).join("; ");
  throw new AppError("invalid_query", `Invalid query: ${detail}.`, { errors });
}

/** The checked body. @throws 400, 413, 415, 422 */
export async function readBody(endpoint: Endpoint, request: Request): Promise<unknown> {
  if (!endpoint.body) return undefined;
  const { value, faults } = await readJson(request, endpoint.bodyLimit);
  if (faults.length === 0) return checkBody(endpoint, value);
  const found = validate(endpoint.body, withDefault(endpoint, value));
  throw invalid([...faults, ...(found.faults ?? [])]);
}

function withDefault({ bodyOptional }: Endpoint, body: unknown): unknown {
  return body === undefined && bodyOptional ? {} : body;
}

/** The body parsed by the endpoint's schema, unless its service does that. @throws 422 */
function checkBody(endpoint: Endpoint, value: unknown): unknown {
  if (!endpoint.body) return undefined;
  const body = withDefault(endpoint, value);
  return endpoint.bodyCheckedByService ? body : parseOrThrow(endpoint.body, body);
}

/** The path's parameters, which Next.js has decoded. */
export async function readParams(context: PathParams): Promise<Record<string, string>> {
  const params = (await context.params) ?? {};
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, [value ?? ""].flat().join("/")]),
  );
}

/** Requires the members that the endpoint has and rejects all others; does not check the body. */
function inputSchema({ params, body, conditional }: Endpoint) {
  const names = Object.keys(params ?? {}).map((name) => [name, z.string()] as const);
  const absent = z.undefined().optional();
  return z.strictObject({
    params: params ? z.strictObject(Object.fromEntries(names)) : absent,
    body: body ? z.unknown().optional() : absent,
    expected_revision: conditional?.includes("If-Match")
      ? z.union([z.int(), z.string()]).nullable()
      : absent,
  });
}

/** The input of an endpoint's action, checked like the parts of a request. @throws 422 */
export function readInput(endpoint: Endpoint, input: unknown = {}) {
  const { params, body, expected_revision: given } = parseOrThrow(inputSchema(endpoint), input);
  const expectedRevision: ExpectedRevision = typeof given === "string" ? [given] : (given ?? null);
  return { params, body: checkBody(endpoint, body), expectedRevision };
}

/**
 * Rejects a write that a page of another site sends. Browsers send `Sec-Fetch-Site` or `Origin` with
 * every such request; a client that sends neither is not a browser, so it has no cookie to abuse.
 * @throws 403 `cross_origin`
 */
export function assertSameOrigin(headers: Headers): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const siteIsOurs = site === null || site === "same-origin" || site === "none";
  if (siteIsOurs && (origin === null || hostOf(origin) === headers.get("host"))) return;
  throw new AppError(
    "cross_origin",
    "A write with a session cookie must come from a page of this site.",
  );
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
