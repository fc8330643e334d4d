import "server-only";
import type { Readable } from "node:stream";
import type { EngineTarget } from "@/lib/engines/target";
import { engineRequest } from "@/lib/http/server/outbound";
import manifest from "@/package.json";
import { badAnswer, disconnected, failureOf, unreachable } from "../engine-failure";
import type { EngineEvent, Taker } from "../events";
import { ollamaReader } from "../ollama-events";
import { errorIn, openAiEvents } from "../openai-events";
import type { EngineCall, Framing } from "../translate";
import { readEvents, type Reader } from "./frames";

const USER_AGENT = `${manifest.name}/${manifest.version}`;
const ACCEPT: Readonly<Record<Framing, string>> = {
  sse: "text/event-stream",
  ndjson: "application/x-ndjson",
  json: "application/json",
};

/** Bytes of an error that are read. */
const MAX_ERROR = 64 * 1024;
/** Milliseconds that an engine may ask to wait; more is not honored. */
const MAX_RETRY_AFTER = 60_000;

/** All headers that an engine gets, whatever the caller sent. */
export function engineHeaders(
  target: Pick<EngineTarget, "key">,
  framing: Framing,
  requestId: string | null,
): Record<string, string> {
  return {
    "Content-Type": "application/json",
    Accept: ACCEPT[framing],
    "User-Agent": USER_AGENT,
    ...(target.key === null ? {} : { Authorization: `Bearer ${target.key}` }),
    ...(requestId === null ? {} : { "X-Request-Id": requestId }),
  };
}

/** What an engine's messages must not tell. */
export function secretsOf({ key, url }: EngineTarget): string[] {
  return [...(key === null ? [] : [key]), new URL(url).hostname];
}

/** The URL of an engine's endpoint. */
export function engineUrl({ url }: Pick<EngineTarget, "url">, { path }: EngineCall): URL {
  return new URL(url + path);
}

function readerFor(framing: Framing): Reader {
  if (framing === "ndjson") return ollamaReader();
  if (framing === "sse") return openAiEvents;
  return (body) => {
    const failed = errorIn(body);
    return failed ? [failed] : [{ type: "json", body }, { type: "done" }];
  };
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return [value].flat()[0];
}

/** `Retry-After` in milliseconds: seconds or a date. */
function retryAfterOf(value: string | undefined): number | null {
  if (value === undefined) return null;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_RETRY_AFTER) : null;
}

/** @throws EngineFailure if the connection ends before */
async function startOf(body: Readable): Promise<string> {
  let text = "";
  try {
    for await (const chunk of body) {
      text += String(chunk);
      if (text.length > MAX_ERROR) break;
    }
    return text;
  } catch (cause) {
    throw Object.assign(disconnected(), { cause });
  }
}

/** The message of an error in any of the engines' forms, or the text itself. */
function messageIn(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    const failed = errorIn(value) ?? errorIn({ error: value });
    return [failed?.code, failed?.message].filter(Boolean).join(": ");
  } catch {
    return text;
  }
}

interface CallOptions {
  signal: AbortSignal;
  requestId: string | null;
  /** Called once the engine has sent the headers of its answer. */
  onConnected?: () => void;
}

/** A server that ignores `stream` answers with one object, which is read as one event. */
function framingOf(type: string | undefined, framing: Framing): Framing {
  return framing === "sse" && type?.startsWith("application/json") ? "json" : framing;
}

/**
 * Sends a request to an engine and passes the events of its answer on. The engine's request ends with
 * the signal.
 * @throws EngineFailure, the signal's reason, or whatever `take` throws
 */
export async function callEngine(
  target: EngineTarget,
  call: EngineCall,
  { signal, requestId, onConnected }: CallOptions,
  take: Taker<EngineEvent>,
): Promise<void> {
  const response = await engineRequest(engineUrl(target, call), {
    method: "POST",
    headers: engineHeaders(target, call.framing, requestId),
    body: JSON.stringify(call.body),
    signal,
    isLocal: target.isLocal,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw Object.assign(unreachable(), { cause: error });
  });
  const { statusCode: status, headers, body } = response;
  onConnected?.();
  try {
    if (status !== 200) {
      const message = messageIn(await startOf(body));
      const retryAfter = retryAfterOf(headerOf(headers["retry-after"]));
      throw failureOf({ status, message, retryAfter, secrets: secretsOf(target) });
    }
    const type = headerOf(headers["content-type"])?.toLowerCase();
    if (type?.startsWith("text/html")) throw badAnswer("The engine answered with a web page.");
    const encoding = headerOf(headers["content-encoding"])?.toLowerCase();
    const framing = framingOf(type, call.framing);
    await readEvents(body, { encoding, framing }, readerFor(call.framing), take);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    body.destroy();
  }
}
