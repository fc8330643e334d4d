import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setImmediate } from "node:timers/promises";
import { networkOf } from "@/lib/runtime/limiter";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/runtime/log";
import { singleton } from "@/lib/runtime/process";
import compression from "compression";
import { ADDRESS_HEADER } from "@/lib/auth/server/context";

const MIB = 1024 * 1024;

/** Bytes of responses that one caller may leave unread, and all callers together. */
const PER_CALLER = 32 * MIB;
const IN_TOTAL = 96 * MIB;

/** Responses of one caller that are compressed at once: what the compressor holds is not counted here. */
const COMPRESSED_AT_ONCE = 16;

/** Milliseconds after which a connection that takes no byte of its response is closed. */
const STALLED_AFTER = 20_000;

interface Pending {
  caller: string;
  response: ServerResponse;
}

/**
 * The responses whose connections have not taken all of them yet. A client that asks for much and
 * reads nothing would otherwise make the process hold everything it asked for.
 */
export class Outbox {
  private readonly pending = new Set<Pending>();
  private turn: Promise<unknown> = Promise.resolve();

  /** Follows a response until its connection has taken it or is gone. */
  follow(response: ServerResponse, ip: string): void {
    const entry = { caller: networkOf(ip), response };
    this.pending.add(entry);
    response.once("close", () => this.pending.delete(entry));
    // Node.js calls this after that long without any byte read or written.
    response.setTimeout(STALLED_AFTER, () => {
      if (response.writableLength > 0) this.close(entry);
    });
  }

  /** True while the caller, or all together, have more responses under way than are worth compressing. */
  isBusy(ip: string): boolean {
    const caller = networkOf(ip);
    const own = [...this.pending].filter((entry) => entry.caller === caller).length;
    return own > COMPRESSED_AT_ONCE || this.pending.size > 4 * COMPRESSED_AT_ONCE;
  }

  /**
   * Makes sure that there is room for another response to the caller. If all callers together leave
   * too much unread, the connections of the caller who leaves the most are closed.
   * @throws 429 `rate_limited` while this caller leaves too much unread
   */
  assertRoom(ip: string): void {
    const caller = networkOf(ip);
    const unread = new Map<string, number>();
    let total = 0;
    for (const entry of this.pending) {
      const bytes = entry.response.writableLength;
      total += bytes;
      unread.set(entry.caller, (unread.get(entry.caller) ?? 0) + bytes);
    }
    if ((unread.get(caller) ?? 0) > PER_CALLER) {
      const detail = "Read the responses to your earlier requests first, then try again.";
      throw new AppError("rate_limited", detail, { retryAfter: 1 });
    }
    if (total > IN_TOTAL) this.closeMost(unread);
  }

  /**
   * Runs `work`, which makes a response that can be large, once the one before it is sent: memory holds
   * one of them at a time, and other requests are answered in between.
   * @throws what `work` throws; 429 `rate_limited` as `assertRoom`
   */
  oneAtATime<T>(ip: string, work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(() => {
      this.assertRoom(ip);
      return work();
    });
    // The response is handed to its connection right after this, before the next phase of the loop.
    this.turn = result.then(
      () => setImmediate(),
      () => undefined,
    );
    return result;
  }

  private closeMost(unread: ReadonlyMap<string, number>): void {
    const [most] = [...unread].sort(([, a], [, b]) => b - a)[0] ?? [];
    for (const entry of this.pending) {
      if (entry.caller === most && entry.response.writableLength > 0) this.close(entry);
    }
  }

  private close(entry: Pending): void {
    this.pending.delete(entry);
    log().info({ caller: entry.caller }, "connection closed: its response was not read");
    entry.response.destroy();
  }
}

/** This process's outbox. */
export function outbox(): Outbox {
  return singleton("outbox", () => new Outbox());
}

/** Bytes above which a response is sent as it is: compressing it would hold it in memory twice. */
const MAX_COMPRESSED_BYTES = 256 * 1024;

interface Middleware {
  /** A method, so that a handler of Express fits: the package uses only what Node.js's objects have. */
  run(request: IncomingMessage, response: ServerResponse, next: () => void): void;
}

const compressor: Middleware = {
  run: compression({
    filter: (request, response) =>
      Number(response.getHeader("content-length") ?? 0) <= MAX_COMPRESSED_BYTES &&
      compression.filter(request, response),
  }),
};

/** Has the response compressed if the client accepts it and its type and size are worth it. */
export function compressIfAccepted(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers["accept-encoding"] === undefined) return;
  if (outbox().isBusy(String(request.headers[ADDRESS_HEADER]))) return;
  compressor.run(request, response, () => undefined);
}
