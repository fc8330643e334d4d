import "server-only";
import type { NextRequest } from "next/server";
import { AppError } from "@/lib/errors";
import { failure } from "@/lib/http/define-route";
import { handlers, throttledSeconds } from "./next-auth";

export const { GET } = handlers;

/** The address that next-auth sends the browser to, also where it answers with JSON. */
async function destinationOf(response: Response): Promise<string | null> {
  const location = response.headers.get("location");
  if (location !== null || !response.headers.get("content-type")?.includes("json")) return location;
  const body = (await response.clone().json()) as { url?: string } | null;
  return body?.url ?? null;
}

/** next-auth's own, but a throttled sign-in is answered as the contract says: 429. */
export async function POST(request: NextRequest): Promise<Response> {
  const response = await handlers.POST(request);
  const destination = await destinationOf(response);
  const url = destination === null ? null : new URL(destination, request.url);
  const seconds = throttledSeconds(url?.searchParams.get("code"));
  if (seconds === undefined) return response;
  const detail = "Too many failed sign-ins of this account or address.";
  return failure(new AppError("rate_limited", detail, { retryAfter: seconds }), request.headers);
}
