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

/** The open connections of a server and what they are waiting for. */
export class Connections {
  private readonly answering = new Map<Socket, Set<IncomingMessage>>();

  constructor(private readonly server: Server) {
    server.on("connection", (socket: Socket) => {
      this.answering.set(socket, new Set());
      socket.once("close", () => this.answering.delete(socket));
    });
  }

  /** Counts the request as in progress until its response is sent or its client is gone. */
  follow(request: IncomingMessage, response: ServerResponse): void {
    const requests = this.answering.get(request.socket);
    requests?.add(request);
    response.once("close", () => requests?.delete(request));
  }

  /** Closes every connection that has not sent a complete request: idle, half-sent or uploading. */
  private closeUnused(): void {
    for (const [socket, requests] of this.answering) {
      if (![...requests].some(({ complete }) => complete)) socket.destroy();
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
