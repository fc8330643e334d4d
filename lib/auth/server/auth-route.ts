import "server-only";
import type { NextRequest } from "next/server";
import { ANONYMOUS } from "@/lib/actor";
import { AppError, fault } from "@/lib/errors";
import { asObject } from "@/lib/objects";
import { defineRoute } from "@/lib/http/server/define-route";
import { allowResponse, failure, methodNotAllowed } from "@/lib/http/server/reply";
import { limitRate } from "@/lib/http/server/rate-limit";
import { readBytes } from "@/lib/http/server/read-json";
import { show } from "@/lib/registry/messages";
import { contextFor } from "./context";
import { handlers, refusalIn } from "./next-auth";

const FORM = "application/x-www-form-urlencoded";

/** The actions of next-auth that exist here; for others it would answer 400 and log an error. */
const READ = ["csrf", "session", "providers"];
const CHANGE = ["signin/credentials", "callback/credentials", "signout"];

const { GET: notFound } = defineRoute();

/** The methods that the path supports; empty if the path does not exist. */
function allowedAt({ nextUrl }: NextRequest): string[] {
  const action = nextUrl.pathname.replace(/^\/api\/auth\/|\/$/g, "");
  const reading = READ.includes(action) ? ["GET", "HEAD"] : [];
  const changing = CHANGE.includes(action) ? ["POST"] : [];
  const allowed = [...reading, ...changing];
  return allowed.length > 0 ? [...allowed, "OPTIONS"] : [];
}

/** The URL that next-auth redirects to, in the header or in a JSON body. */
async function destinationOf(response: Response): Promise<string | null> {
  const location = response.headers.get("location");
  if (location !== null || !response.headers.get("content-type")?.includes("json")) return location;
  const { url } = asObject(await response.clone().json());
  return typeof url === "string" ? url : null;
}

/** The URL that the caller used; `server.ts` has put its origin into these headers. */
function urlOf({ headers, nextUrl }: NextRequest): string {
  const origin = `${headers.get("x-forwarded-proto")}://${headers.get("host")}`;
  return `${origin}${nextUrl.pathname}${nextUrl.search}`;
}

/** Rejects invalid callback URLs, which next-auth would report as a configuration error. */
function assertCallback({ nextUrl }: NextRequest): void {
  for (const url of nextUrl.searchParams.getAll("callbackUrl")) {
    if (/^(\/|https?:)/.test(url) && URL.canParse(url, nextUrl.origin)) continue;
    const message = `must be a path or a URL; you entered ${show(url)}`;
    const errors = [fault(["callbackUrl"], "invalid_value", message)];
    throw new AppError("invalid_query", "Invalid query: callbackUrl.", { errors });
  }
}

/** The headers without next-auth's callback cookie: a form sends its own callback URL. */
function headersFor(request: NextRequest): Headers {
  const headers = new Headers(request.headers);
  const cookies = (headers.get("cookie") ?? "").split(";");
  const kept = cookies.filter((pair) => !/^\s*[\w.-]*callback-url\s*=/.test(pair));
  headers.set("cookie", kept.join(";"));
  return headers;
}

/**
 * The request with the URL that the browser used, to which next-auth redirects, and a limited body. A
 * plain `Request`, because a `NextRequest` turns 127.0.0.1 into localhost.
 */
async function externalRequest(request: NextRequest): Promise<Request> {
  const headers = headersFor(request);
  const url = urlOf(request);
  // next-auth does not support HEAD, which is a GET without the body.
  if (request.method !== "POST") return new Request(url, { headers });
  return new Request(url, { headers, method: "POST", body: await readBytes(request) });
}

interface Handlers {
  // Methods, so that next-auth's handlers fit: of a `NextRequest` they use only what `Request` has.
  GET(request: Request): Promise<Response>;
  POST(request: Request): Promise<Response>;
}

const nextAuth: Handlers = handlers;

/** next-auth's own response, marked as not cacheable. */
async function answer(request: NextRequest): Promise<Response> {
  const method = request.method === "POST" ? "POST" : "GET";
  const response = await nextAuth[method](await externalRequest(request));
  // A copy, because the headers of a redirect cannot be changed.
  const copy = new Response(response.body, response);
  copy.headers.set("Cache-Control", "no-store");
  return copy;
}

function isForm(request: NextRequest): boolean {
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";", 1);
  return type.trim().toLowerCase() === FORM;
}

/** next-auth's response; an undecided sign-in becomes 429 or 503, as in the contract. */
async function change(request: NextRequest): Promise<Response> {
  if (!isForm(request)) {
    throw new AppError("unsupported_media_type", `Send a form: Content-Type: ${FORM}.`);
  }
  const response = await answer(request);
  const destination = await destinationOf(response);
  const url = destination === null ? null : new URL(destination, request.url);
  const refusal = refusalIn(url?.searchParams.get("code"));
  if (refusal) throw refusal;
  return response;
}

/** Handles all of `/api/auth/*`. */
export async function handleAuth(request: NextRequest): Promise<Response> {
  const allowed = allowedAt(request);
  if (allowed.length === 0) return notFound(request, { params: Promise.resolve({}) });
  const allow = allowed.join(", ");
  if (request.method === "OPTIONS") return allowResponse(allow);
  if (!allowed.includes(request.method)) return methodNotAllowed(allow, request);
  try {
    await limitRate(await contextFor(ANONYMOUS, request.headers));
    assertCallback(request);
    return await (request.method === "POST" ? change(request) : answer(request));
  } catch (error) {
    return failure(error, request);
  }
}
