import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Response } from "undici";
import { countWords } from "@/lib/registry/words";
import { outboundFetch, RefusedAddressError } from "./outbound";

/** Milliseconds for all requests of one read. */
const TIME = 10_000;
/** Bytes of one response, decompressed. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Bytes of all responses of one read. */
const MOST_BYTES_IN_ALL = 64 * 1024 * 1024;
/** Levels of nesting: what servers send has 6. */
export const MOST_DEPTH = 64;

/** A server cannot be asked, or not that, and why, in words for an admin. */
export class RemoteError extends Error {
  override name = "RemoteError";

  /** @param isElsewhere the server answered, but has nothing of the kind at this URL */
  constructor(
    message: string,
    options?: ErrorOptions,
    readonly isElsewhere = false,
  ) {
    super(message, options);
  }
}

/** What the requests of one read may take together. */
interface ReadLimits {
  /** Aborted when the read's time is up, or when the program ends. */
  signal: AbortSignal;
  /** Milliseconds after which it is. */
  time: number;
  /** What it may still read. */
  left: { bytes: number };
}

/** Whom to ask, and how much. */
export interface Server extends ReadLimits {
  url: string;
  /** Sent as a bearer token. */
  key: string | null;
  /** True if it may be on loopback or a private network. */
  isLocal: boolean;
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
  time = TIME,
): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, time);
  end.addEventListener("abort", stop);
  if (end.aborted) stop();
  try {
    return await work({ signal: controller.signal, time, left: { bytes: MOST_BYTES_IN_ALL } });
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
function reasonOf(error: unknown, { url }: Question, { signal, time }: Server): string {
  if (signal.aborted) return `did not answer within ${countWords(time / 1000, "second")}`;
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
      throw new RemoteError(`answered ${url.href} with more than ${sizeText(mostBytes)}`);
    }
    if (left.bytes < 0) {
      throw new RemoteError(`answered with more than ${sizeText(MOST_BYTES_IN_ALL)} in all`);
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
    throw new RemoteError(`${url.href} redirects to ${to}: ${advice}`);
  }
  throw new RemoteError(
    `answered ${url.href} with status ${status}`,
    undefined,
    status === 404 || status === 405,
  );
}

/** A text as JSON. @throws RemoteError */
async function parse(text: string, { url }: Question): Promise<unknown> {
  if (await isTooDeep(text)) {
    throw new RemoteError(`answered ${url.href} with JSON nested deeper than ${MOST_DEPTH} levels`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new RemoteError(`answered ${url.href} with what is not JSON`, undefined, true);
  }
}

async function send<T>(
  server: Server,
  question: Question,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const { url, body } = question;
  const { key, signal, isLocal } = server;
  const headers: Record<string, string> = { accept: "application/json" };
  if (key !== null) headers.authorization = `Bearer ${key}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const method = body === undefined ? "GET" : "POST";
  const init = { method, headers, signal, ...(body ? { body: JSON.stringify(body) } : {}) };
  try {
    const response = await outboundFetch(url, init, { isLocal });
    return await read(response);
  } catch (error) {
    if (error instanceof RemoteError) throw error;
    throw new RemoteError(reasonOf(error, question, server), { cause: error });
  }
}

/**
 * Asks a server: a GET, or a POST if there is a body. Bounded in time and size.
 * @returns the JSON of the response
 * @throws RemoteError, which has neither the key nor what the server sent
 */
export function ask(server: Server, question: Question): Promise<unknown> {
  return send(server, question, async (response) => {
    try {
      checkStatus(response, question);
    } catch (error) {
      await response.body?.cancel();
      throw error;
    }
    return parse(await textOf(response, question, server), question);
  });
}

/** A response of any status; its JSON is undefined if it is none. */
export interface Reply {
  status: number;
  json: unknown;
}

/** Asks a server as `ask` does, where every status and text is an answer. @throws RemoteError */
export function askAny(server: Server, question: Question): Promise<Reply> {
  return send(server, question, async (response) => {
    const text = await textOf(response, question, server);
    const json = await parse(text, question).catch(() => undefined);
    return { status: response.status, json };
  });
}
