import "server-only";
import type { z } from "zod";

/** Milliseconds for all that one read of a source asks. */
const TIME = 10_000;
/** Bytes of one answer, decompressed. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Bytes of all answers of one read. */
const MOST_BYTES_IN_ALL = 64 * 1024 * 1024;
const MOST_REDIRECTS = 3;

/** The source cannot be read, and why, in words for an admin. */
export class SourceError extends Error {
  override name = "SourceError";
}

/** What one read of a source may take. */
interface ReadLimits {
  /** Ends it when its time is up, or when the program ends. */
  signal: AbortSignal;
  /** What it may still read. */
  left: { bytes: number };
}

/** Whom to ask, and how much. */
export interface Server extends ReadLimits {
  address: string;
  token: string | null;
}

/**
 * Does one read within its limits. With a timer of our own: of `AbortSignal.any` and `timeout` only
 * the joined signal is held, so that a garbage collection takes the time limit away (Node.js 20).
 */
export async function withinLimits<T>(
  end: AbortSignal,
  work: (limits: ReadLimits) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, TIME);
  end.addEventListener("abort", stop);
  if (end.aborted) stop();
  try {
    return await work({ signal: controller.signal, left: { bytes: MOST_BYTES_IN_ALL } });
  } finally {
    clearTimeout(timer);
    end.removeEventListener("abort", stop);
  }
}

/** Whether nothing more can be asked in this read. */
export function isSpent({ signal, left }: ReadLimits): boolean {
  return signal.aborted || left.bytes < 0;
}

const megabytes = (bytes: number) => `${bytes / 1024 / 1024} MB`;

/** What the network says, without an address or a header. */
function reasonOf(error: unknown, { signal }: Server): string {
  if (signal.aborted) return `did not answer within ${TIME / 1000} seconds`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, message } = cause as { code?: unknown; message?: unknown };
  return `cannot be reached: ${String(code ?? message ?? cause)}`;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Those that keep the method and the body. */
const KEEPING = new Set([307, 308]);

/** Where an answer leads on: to the same host only, whose token and answers are meant. */
function redirected(from: URL, response: Response, method: string): URL {
  const location = response.headers.get("location") ?? "";
  if (!URL.canParse(location, from)) throw new SourceError("redirects to no address");
  const to = new URL(location, from);
  if (to.host !== from.host) {
    throw new SourceError(`redirects to another host, which is not followed: ${to.host}`);
  }
  const isSafe = to.protocol === from.protocol || to.protocol === "https:";
  if (!isSafe || !/^https?:$/.test(to.protocol)) {
    throw new SourceError(`redirects to ${to.protocol}, which is not followed`);
  }
  if (method !== "GET" && !KEEPING.has(response.status)) {
    throw new SourceError(`redirects a ${method} with ${response.status}, which is not followed`);
  }
  return to;
}

async function send(server: Server, path: string, init: RequestInit): Promise<Response> {
  let url = new URL(server.address + path);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const { signal } = server;
    const response = await fetch(url, { ...init, signal, redirect: "manual", cache: "no-store" });
    if (!REDIRECTS.has(response.status)) return response;
    await response.body?.cancel();
    url = redirected(url, response, init.method ?? "GET");
  }
  throw new SourceError(`redirects more than ${MOST_REDIRECTS} times`);
}

/** The body, as far as it is not too large: reading stops there. */
async function textOf(response: Response, path: string, { left }: Server): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    left.bytes -= chunk.byteLength;
    if (bytes > MOST_BYTES) {
      throw new SourceError(`answered ${path} with more than ${megabytes(MOST_BYTES)}`);
    }
    if (left.bytes < 0) {
      throw new SourceError(`answered with more than ${megabytes(MOST_BYTES_IN_ALL)} in all`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function jsonOf(response: Response, path: string, server: Server): Promise<unknown> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new SourceError(`answered ${path} with status ${response.status}`);
  }
  const text = await textOf(response, path, server);
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError(`answered ${path} with what is not JSON`);
  }
}

/**
 * Asks a source: a GET, or a POST where there is a body. Bounded in time and size.
 * @throws SourceError, which holds neither the token nor what the server sent
 */
export async function ask<T extends z.ZodType>(
  server: Server,
  path: string,
  schema: T,
  body?: unknown,
): Promise<z.output<T>> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (server.token !== null) headers.authorization = `Bearer ${server.token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const init = {
    method: body === undefined ? "GET" : "POST",
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  let json: unknown;
  try {
    json = await jsonOf(await send(server, path, init), path, server);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(reasonOf(error, server), { cause: error });
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new SourceError(`answered ${path} with JSON of another shape than is documented`);
}
