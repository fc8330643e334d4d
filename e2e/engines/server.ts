import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "../api/client";

/** What an engine was sent. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: Json;
  /** Resolves when the connection is closed before the answer is complete. */
  closed: Promise<void>;
}

/** Answers one request of a stand-in. */
export type Answerer = (received: Received, response: ServerResponse) => Promise<void> | void;

export interface StandIn {
  /** `http://127.0.0.1:port` */
  url: string;
  /** All requests, oldest first. */
  received: Received[];
  /** The requests that are not answered yet. */
  open: () => number;
  close: () => Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? undefined : JSON.parse(text);
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Starts a server on a port of its own that answers as an engine. */
export async function startStandIn(answer: Answerer): Promise<StandIn> {
  const received: Received[] = [];
  let open = 0;
  const server = createServer((request, response) => {
    open += 1;
    const closed = new Promise<void>((resolve) => {
      response.once("close", () => {
        open -= 1;
        if (!response.writableFinished) resolve();
      });
    });
    void bodyOf(request).then(async (body) => {
      const { method = "", url: path = "", headers } = request;
      const one = { method, path, headers, body, closed };
      received.push(one);
      await answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: addressOf(server),
    received,
    open: () => open,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}
