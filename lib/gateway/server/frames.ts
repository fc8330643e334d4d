import "server-only";
import type { Readable, Transform } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { createParser } from "eventsource-parser";
import { badAnswer, disconnected } from "../engine-failure";
import type { EngineEvent, Taken, Taker } from "../events";
import type { Framing } from "../translate";

/** Characters of one event, one line or one answer of an engine; images are the largest. */
const MAX_TEXT = 64 * 1024 * 1024;

/** Turns one JSON value of a stream into events. */
export type Reader = (value: unknown) => EngineEvent[];

const DONE: EngineEvent = { type: "done" };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badAnswer("The engine sent something that is not JSON.");
  }
}

/** Feeds text and returns the events that it completes. */
type Feed = (text: string, isEnd: boolean) => EngineEvent[];

function sseFeed(read: Reader): Feed {
  let events: EngineEvent[] = [];
  const parser = createParser({
    maxBufferSize: MAX_TEXT,
    onEvent: ({ data }) => {
      if (data === "") return;
      events.push(...(data.trim() === "[DONE]" ? [DONE] : read(parsed(data))));
    },
  });
  return (text) => {
    events = [];
    parser.feed(text);
    return events;
  };
}

function ndjsonFeed(read: Reader): Feed {
  let rest = "";
  return (text, isEnd) => {
    const lines = (rest + text).split("\n");
    rest = isEnd ? "" : (lines.pop() ?? "");
    if (rest.length > MAX_TEXT) throw badAnswer("The engine sent a line that is too long.");
    return lines.filter((line) => line.trim() !== "").flatMap((line) => read(parsed(line)));
  };
}

function jsonFeed(read: Reader): Feed {
  let all = "";
  return (text, isEnd) => {
    all += text;
    if (all.length > MAX_TEXT) throw badAnswer("The engine's answer is too long.");
    return isEnd ? read(parsed(all)) : [];
  };
}

const FEEDS: Readonly<Record<Framing, (read: Reader) => Feed>> = {
  sse: sseFeed,
  ndjson: ndjsonFeed,
  json: jsonFeed,
};

/** Each part is passed on as soon as it arrives. */
const FLUSH = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(FLUSH),
  "x-gzip": () => createGunzip(FLUSH),
  deflate: () => createInflate(FLUSH),
  br: () => createBrotliDecompress(),
};

/** The body, decompressed: some servers compress although nobody asked. */
function decompressed(body: Readable, encoding: string | undefined): Readable {
  const stream = DECODERS[encoding ?? ""]?.();
  if (!stream) return body;
  body.once("error", (error) => stream.destroy(error));
  stream.once("close", () => body.destroy());
  return body.pipe(stream);
}

/**
 * Passes a stream's chunks on as they arrive, without a promise for each. Resolves with whether all of
 * them were wanted.
 * @throws EngineFailure if the stream ends before its time, and whatever `take` throws
 */
function drain(body: Readable, take: (chunk: Uint8Array) => Taken): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const end = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      settle();
      body.destroy();
    };
    const fail = (error: Error) => end(() => reject(error));
    const goOn = (isWanted: boolean) => {
      if (isWanted) body.resume();
      else end(() => resolve(false));
    };
    body.on("data", (chunk: Uint8Array) => {
      try {
        const taken = take(chunk);
        if (taken === true) return;
        body.pause();
        if (taken === false) goOn(false);
        else void taken.then(goOn, fail);
      } catch (error) {
        fail(error as Error);
      }
    });
    const cut = (cause?: unknown) => end(() => reject(Object.assign(disconnected(), { cause })));
    body.once("end", () => end(() => resolve(true)));
    body.once("error", cut);
    body.once("close", cut);
  });
}

/** Passes the events of an engine's answer on, as many at once as arrive at once. @throws as `drain` */
export async function readEvents(
  body: Readable,
  { encoding, framing }: { encoding: string | undefined; framing: Framing },
  read: Reader,
  take: Taker<EngineEvent>,
): Promise<void> {
  const feed = FEEDS[framing](read);
  const decoder = new TextDecoder();
  const isWanted = await drain(decompressed(body, encoding), (chunk) => {
    const events = feed(decoder.decode(chunk, { stream: true }), false);
    return events.length === 0 || take(events);
  });
  if (!isWanted) return;
  const last = feed(`${decoder.decode()}${framing === "sse" ? "\n\n" : ""}`, true);
  if (last.length > 0) await take(last);
}
