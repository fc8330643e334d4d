import "server-only";
import type { NextRequest } from "next/server";
import { AppError } from "@/lib/errors";
import { allowAnswer, defineRoute, failure, methodNotAllowed } from "@/lib/http/define-route";
import { handlers, refusalIn } from "./next-auth";

const FORM = "application/x-www-form-urlencoded";

/** What next-auth answers here; to all else it would say 400, and write an error into the log. */
const READ = ["csrf", "session", "providers"];
const CHANGE = ["signin/credentials", "callback/credentials", "signout"];

const { GET: nowhere } = defineRoute();

/** The methods that the address takes; none where there is nothing. */
function allowedAt({ nextUrl }: NextRequest): string[] {
  const action = nextUrl.pathname.replace(/^\/api\/auth\/|\/$/g, "");
  const reading = READ.includes(action) ? ["GET", "HEAD"] : [];
  const changing = CHANGE.includes(action) ? ["POST"] : [];
  const allowed = [...reading, ...changing];
  return allowed.length > 0 ? [...allowed, "OPTIONS"] : [];
}

/** The address that next-auth sends the browser to, also where it answers with JSON. */
async function destinationOf(response: Response): Promise<string | null> {
  const location = response.headers.get("location");
  if (location !== null || !response.headers.get("content-type")?.includes("json")) return location;
  const body = (await response.clone().json()) as { url?: string } | null;
  return body?.url ?? null;
}

/**
 * The request at the address that the caller used: Next.js names the host that it listens on, and
 * next-auth would send the browser there. A plain `Request`, since Next.js' own turns 127.0.0.1
 * into localhost.
 */
function asCalled(request: NextRequest): Request {
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  const proto = request.headers.get("x-forwarded-proto") === "https" ? "https" : "http";
  const { pathname, search } = request.nextUrl;
  const address = `${proto}://${host}${pathname}${search}`;
  if (!URL.canParse(address)) return request;
  // next-auth knows no HEAD; it is a GET whose body is not sent.
  const isHead = request.method === "HEAD";
  return new Request(address, isHead ? { headers: request.headers } : request);
}

/** next-auth's own answer, which nobody may keep. */
async function answer(request: NextRequest): Promise<Response> {
  const handler = handlers[request.method === "POST" ? "POST" : "GET"];
  // Of a `NextRequest` it needs no more than a `Request` has.
  const response = await (handler as (request: Request) => Promise<Response>)(asCalled(request));
  // A copy: the headers of a redirect cannot be changed.
  const copy = new Response(response.body, response);
  copy.headers.set("Cache-Control", "no-store");
  return copy;
}

function isForm(request: NextRequest): boolean {
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";", 1);
  return type.trim().toLowerCase() === FORM;
}

/** next-auth's own, but one that was not decided is answered as the contract says: 429, 503. */
async function change(request: NextRequest): Promise<Response> {
  if (!isForm(request)) {
    const error = new AppError("unsupported_media_type", `Send a form: Content-Type: ${FORM}.`);
    return failure(error, request.headers);
  }
  const response = await answer(request);
  const destination = await destinationOf(response);
  const url = destination === null ? null : new URL(destination, request.url);
  const refusal = refusalIn(url?.searchParams.get("code"));
  return refusal ? failure(refusal, request.headers) : response;
}

/** All of `/api/auth/*`. */
export async function handleAuth(request: NextRequest): Promise<Response> {
  const allowed = allowedAt(request);
  if (allowed.length === 0) return nowhere(request, { params: Promise.resolve({}) });
  const allow = allowed.join(", ");
  if (request.method === "OPTIONS") return allowAnswer(allow);
  if (!allowed.includes(request.method)) return methodNotAllowed(allow, request.headers);
  return request.method === "POST" ? change(request) : answer(request);
}
