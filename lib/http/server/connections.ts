import "server-only";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Seconds that an open connection without a complete request gets once the server ends. */
const IDLE_GRACE = 5;
/** Seconds that requests in progress get to finish once the server ends. */
const REQUEST_GRACE = 25;
/** Milliseconds between two looks at what is still open. */
const STEP = 100;

/** A request that was received and how to start answering it. */
interface Turn {
  request: IncomingMessage;
  response: ServerResponse;
  start: () => void;
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
    const turns = this.turns.get(request.socket) ?? [];
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

  /** Closes every connection that has not sent a complete request: idle, half-sent or uploading. */
  private closeUnused(): void {
    for (const [socket, turns] of this.turns) {
      if (!turns.some(({ request }) => request.complete)) socket.destroy();
    }
  }

  /**
   * Takes no new connections and resolves once all are closed: idle ones at once, those that keep
   * sending a request after `IDLE_GRACE`, the others when their response is sent, at the latest after
   * `REQUEST_GRACE`.
   */
  async end(): Promise<void> {
    const closed = new AbortController();
    this.server.close(() => closed.abort());
    const start = performance.now();
    while (!closed.signal.aborted) {
      const seconds = (performance.now() - start) / 1000;
      if (seconds > REQUEST_GRACE) this.server.closeAllConnections();
      else if (seconds > IDLE_GRACE) this.closeUnused();
      else this.server.closeIdleConnections();
      await sleep(STEP);
    }
  }
}
