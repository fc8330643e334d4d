import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { outboundFetch, RefusedAddressError } from "@/lib/http/server/outbound";
import type { Response } from "undici";

/** Milliseconds for all requests of one read of a source. */
const TIME = 10_000;
/** Bytes of one response, decompressed. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Bytes of all responses of one read. */
const MOST_BYTES_IN_ALL = 64 * 1024 * 1024;
/** Levels of nesting: what servers send has 6. */
export const MOST_DEPTH = 64;

/** The source cannot be read, and why, in words for an admin. */
export class SourceError extends Error {
  override name = "SourceError";

  /** @param isElsewhere the server answered, but the list is not at this URL */
  constructor(
    message: string,
    options?: ErrorOptions,
    readonly isElsewhere = false,
  ) {
    super(message, options);
  }
}

/** What one read of a source may take. */
interface ReadLimits {
  /** Aborted when the read's time is up, or when the program ends. */
  signal: AbortSignal;
  /** What it may still read. */
  left: { bytes: number };
}

/** Whom to ask, and how much. */
export interface Server extends ReadLimits {
  url: string;
  token: string | null;
}

interface Question {
  url: URL;
  /** Sent as JSON by POST; GET without one. */
  body?: unknown;
  /** Bytes of the response; 8 MB by default. */
  mostBytes?: number;
}

/**
 * Does one read within its limits. With its own timer: of `AbortSignal.any` and `timeout` only the
 * joined signal is referenced, so a garbage collection can remove the time limit (Node.js 20).
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

/** True if nothing more can be asked in this read. */
export function isSpent({ signal, left }: ReadLimits): boolean {
  return signal.aborted || left.bytes < 0;
}

function sizeText(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${bytes / 1024} KB`;
}

/** Why the request failed, without a header. */
function reasonOf(error: unknown, { url }: Question, { signal }: Server): string {
  if (signal.aborted) return `did not answer within ${TIME / 1000} seconds`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof RefusedAddressError) return `is refused: ${cause.message}`;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const message = cause instanceof Error ? cause.message : cause;
  return `${url.href} cannot be reached: ${String(code ?? message)}`;
}

/** The body; reading stops when it is too large. */
async function textOf(response: Response, question: Question, { left }: Server): Promise<string> {
  const { url, mostBytes = MOST_BYTES } = question;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of response.body ?? []) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.byteLength;
    left.bytes -= chunk.byteLength;
    if (bytes > mostBytes) {
      throw new SourceError(`answered ${url.href} with more than ${sizeText(mostBytes)}`);
    }
    if (left.bytes < 0) {
      throw new SourceError(`answered with more than ${sizeText(MOST_BYTES_IN_ALL)} in all`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Tokens that are counted before other requests get their turn. */
const TOKENS = 20_000;

/** True if arrays and objects in the JSON text are nested deeper than `MOST_DEPTH` levels. */
export async function isTooDeep(text: string): Promise<boolean> {
  let depth = 0;
  let count = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > MOST_DEPTH) return true;
    count += 1;
    if (count % TOKENS === 0) await nextTurn();
  }
  return false;
}

function checkStatus({ status, ok, headers }: Response, { url }: Question): void {
  if (ok) return;
  const location = headers.get("location");
  if (location !== null && status >= 300 && status < 400) {
    const to = URL.canParse(location, url) ? new URL(location, url).href : location;
    const advice = "redirects are not followed; if this is right, enter that URL";
    throw new SourceError(`${url.href} redirects to ${to}: ${advice}`);
  }
  throw new SourceError(
    `answered ${url.href} with status ${status}`,
    undefined,
    status === 404 || status === 405,
  );
}

async function jsonOf(response: Response, question: Question, server: Server): Promise<unknown> {
  try {
    checkStatus(response, question);
  } catch (error) {
    await response.body?.cancel();
    throw error;
  }
  const text = await textOf(response, question, server);
  if (await isTooDeep(text)) {
    throw new SourceError(
      `answered ${question.url.href} with JSON nested deeper than ${MOST_DEPTH} levels`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError(`answered ${question.url.href} with what is not JSON`, undefined, true);
  }
}

/**
 * Asks a source: a GET, or a POST if there is a body. Bounded in time and size.
 * @returns the JSON of the response
 * @throws SourceError, which has neither the token nor what the server sent
 */
export async function ask(server: Server, question: Question): Promise<unknown> {
  const { url, body } = question;
  const headers: Record<string, string> = { accept: "application/json" };
  if (server.token !== null) headers.authorization = `Bearer ${server.token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const init = {
    method: body === undefined ? "GET" : "POST",
    headers,
    signal: server.signal,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  try {
    return await jsonOf(await outboundFetch(url, init), question, server);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(reasonOf(error, question, server), { cause: error });
  }
}
