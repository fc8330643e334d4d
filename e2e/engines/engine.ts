import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createGzip } from "node:zlib";
import type { Engine } from "@/lib/registry/engines";
import { errorBody, framesOf, HELLO, type Script } from "./script";
import { type Received, sendJson, type StandIn, startStandIn } from "./server";

/** What a stand-in answers to each request. */
export type Answers = Script | ((received: Received, count: number) => Script);

const VECTORS = [0.5, -0.25, 0.125];
const PIXEL = "iVBORw0KGgo=";

/** "Hello" at once. */
function wholeChat(kind: Engine): unknown {
  const message = { role: "assistant", content: "Hello" };
  if (kind === "ollama") return { message, done: true, done_reason: "stop" };
  return { choices: [{ index: 0, message, finish_reason: "stop" }] };
}

/** Answers that do not stream. */
function whole(kind: Engine, { path, body }: Received): unknown {
  if (path.endsWith("/embed")) {
    return { embeddings: body.input.map(() => VECTORS), prompt_eval_count: 3 };
  }
  if (path.endsWith("/embeddings")) {
    const data = body.input.map((_: string, index: number) => ({ index, embedding: VECTORS }));
    return { object: "list", data: data.reverse(), usage: { prompt_tokens: 3, total_tokens: 3 } };
  }
  if (path.endsWith("/rerank")) {
    const results = body.documents.map((text: string, index: number) => ({
      index,
      relevance_score: text.length,
    }));
    return { results, usage: { prompt_tokens: 4, total_tokens: 4 } };
  }
  if (path.endsWith("/images/generations")) return { created: 1, data: [{ b64_json: PIXEL }] };
  if (path.endsWith("/api/ps"))
    return { models: [{ name: "engine-model", model: "engine-model" }] };
  if (body?.messages && !body._debug_render_only) return wholeChat(kind);
  if (body?._debug_render_only) {
    const rendered_template = `<user>${body.messages.at(-1).content}`;
    return { message: { role: "" }, _debug_info: { rendered_template } };
  }
  return kind === "ollama" ? { error: "not found" } : { error: { message: "not found" } };
}

interface Sink {
  write: (text: string) => Promise<void>;
  end: () => void;
}

function sinkOf(response: ServerResponse, { gzip, halves }: Script): Sink {
  const gzipped = gzip ? createGzip() : undefined;
  gzipped?.pipe(response);
  const put = async (text: string) => {
    if (!gzipped) {
      response.write(text);
      return;
    }
    gzipped.write(text);
    await new Promise<void>((resolve) => gzipped.flush(() => resolve()));
  };
  return {
    write: async (text) => {
      const middle = halves ? Math.floor(text.length / 2) : text.length;
      await put(text.slice(0, middle));
      // The halves must arrive apart.
      if (halves) await sleep(5);
      if (middle < text.length) await put(text.slice(middle));
    },
    end: () => (gzipped ?? response).end(),
  };
}

async function stream(
  kind: Engine,
  script: Script,
  { path, body }: Received,
  response: ServerResponse,
) {
  const { frames, last, error } = framesOf(kind, script, {
    path,
    hasLogprobs: body.logprobs === true,
  });
  const type = kind === "ollama" ? "application/x-ndjson" : "text/event-stream";
  const encoding = script.gzip ? { "content-encoding": "gzip" } : {};
  response.writeHead(200, { "content-type": type, ...encoding });
  const sink = sinkOf(response, script);
  const { end = "complete" } = script;
  for (const frame of frames) {
    // An answer that does not end well lacks its last events.
    if (end !== "complete" && isEnding(frame)) break;
    await sink.write(frame);
  }
  if (end === "silence") return;
  if (end === "cut") {
    await sleep(10);
    response.destroy();
    return;
  }
  if (end === "error") await sink.write(error);
  if (end === "complete" && last !== "") await sink.write(last);
  sink.end();
}

function isEnding(frame: string): boolean {
  return /"finish_reason":"|"done":true/.test(frame);
}

/** Starts a stand-in of a kind, which speaks that engine's protocol. */
export async function startEngine(kind: Engine, answers: Answers = HELLO): Promise<StandIn> {
  let count = 0;
  return startStandIn(async (received, response) => {
    count += 1;
    const script = typeof answers === "function" ? answers(received, count) : answers;
    if (script.delay) await sleep(script.delay);
    const { refusal } = script;
    if (refusal) {
      for (const [name, value] of Object.entries(refusal.headers ?? {}))
        response.setHeader(name, value);
      sendJson(response, errorBody(kind, refusal), refusal.status);
    } else if (received.body?.stream === true) await stream(kind, script, received, response);
    else sendJson(response, whole(kind, received));
  });
}
