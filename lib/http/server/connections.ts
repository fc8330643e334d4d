import "server-only";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { ADDRESS_HEADER } from "@/lib/auth/server/context";
import { networkOf } from "@/lib/runtime/limiter";
import { log } from "@/lib/runtime/log";
import { STOP_GRACE } from "@/lib/runtime/process";

/** Seconds in which a request that is just being sent still arrives once the server ends. */
const CALM = 0.5;
/** Seconds that a request's body gets to arrive once the server ends. */
const IDLE_GRACE = 5;
/** Milliseconds between two looks at what is still open. */
const STEP = 100;

/** Requests that may wait on one connection; a client that pipelines more is disconnected. */
const MAX_TURNS = 64;
/** Requests whose bodies may be on their way at once: of one caller, and of all. */
const MAX_UPLOADS = { ofCaller: 64, ofAll: 512 };

/** A request that was received and how to start answering it. */
interface Turn {
  request: IncomingMessage;
  response: ServerResponse;
  start: () => void;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function callerOf({ headers }: IncomingMessage): string {
  return networkOf(String(headers[ADDRESS_HEADER]));
}

/** The open connections of a server and the requests that each is waiting for, in order. */
export class Connections {
  private readonly turns = new Map<Socket, Turn[]>();

  constructor(private readonly server: Server) {
    server.on("connection", (socket: Socket) => {
      const turns: Turn[] = [];
      this.turns.set(socket, turns);
      socket.once("close", () => {
        this.turns.delete(socket);
        // Nobody is there to take the responses to what still waits.
        turns.length = 0;
      });
    });
  }

  /**
   * Starts answering the request, after those that came before it on the same connection: a client
   * that sends many without waiting (pipelining) has one response made at a time.
   */
  inTurn(request: IncomingMessage, response: ServerResponse, start: () => void): void {
    const turns = this.turns.get(request.socket);
    // What was parsed before the connection closed still arrives here.
    if (!turns || request.socket.destroyed) return;
    if (turns.length >= MAX_TURNS) {
      log().info({ requests: turns.length }, "connection closed: too many requests at once");
      request.socket.destroy();
      return;
    }
    turns.push({ request, response, start });
    if (turns.length === 1) this.begin(turns);
  }

  private begin(turns: Turn[]): void {
    const [turn] = turns;
    if (!turn) return;
    turn.response.once("close", () => {
      turns.shift();
      this.begin(turns);
    });
    turn.start();
  }

  /** True if so many bodies are on their way, from this caller or from all, that another one is too many. */
  hasTooManyUploads(request: IncomingMessage): boolean {
    if (request.complete || !hasBody(request)) return false;
    const caller = callerOf(request);
    const uploads = [...this.turns.values()].flatMap(([turn]) =>
      turn && turn.request !== request && !turn.request.complete && hasBody(turn.request)
        ? [callerOf(turn.request)]
        : [],
    );
    const own = uploads.filter((other) => other === caller).length;
    return own >= MAX_UPLOADS.ofCaller || uploads.length >= MAX_UPLOADS.ofAll;
  }

  /** Closes the connections that wait for nothing and have sent everything. */
  private closeIdle(): void {
    for (const [socket, turns] of this.turns) {
      if (turns.length === 0 && socket.writableLength === 0) socket.destroy();
    }
  }

  /** Closes every connection that has not sent a complete request: idle, half-sent or uploading. */
  private closeUnused(): void {
    for (const [socket, turns] of this.turns) {
      if (!turns.some(({ request }) => request.complete)) socket.destroy();
    }
  }

  /**
   * Takes no new connections and resolves once all are closed: idle ones after `CALM`, uploads after
   * `IDLE_GRACE`, the others when their response is sent, at the latest after `STOP_GRACE`.
   */
  async end(): Promise<void> {
    const closed = new AbortController();
    // The HTTP server's own `close` would cut responses that are written but not sent yet.
    NetServer.prototype.close.call(this.server, () => closed.abort());
    const start = performance.now();
    while (!closed.signal.aborted) {
      const seconds = (performance.now() - start) / 1000;
      if (seconds > STOP_GRACE) this.server.closeAllConnections();
      else if (seconds > IDLE_GRACE) this.closeUnused();
      else if (seconds > CALM) this.closeIdle();
      await sleep(STEP);
    }
  }
}
