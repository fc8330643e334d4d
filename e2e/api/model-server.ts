import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "@playwright/test";
import type { Json } from "./client";
import { makeAdmin, ok } from "./world";

/** Where admins keep engines. */
export const ENGINES_PATH = "/api/admin/engines";

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

export interface ModelServer {
  address: string;
  /** Where it stands, without the protocol. */
  host: string;
  /** What it was asked: `GET /api/tags`. */
  asked: string[];
  /** The headers of the last request. */
  headers: () => IncomingMessage["headers"];
  /** Answers differently from now on. */
  answer: (handler: Handler) => void;
  /** Takes no more connections, and ends those that there are. */
  close: () => Promise<void>;
}

/** A server that answers as the handler says, on a port of its own. */
export async function startServer(first: Handler): Promise<ModelServer> {
  let handler = first;
  let headers: IncomingMessage["headers"] = {};
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    ({ headers } = request);
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => (body += chunk));
    request.on("end", () => handler(request, response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: `http://${host}`,
    host,
    asked,
    headers: () => headers,
    answer: (next) => {
      handler = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * A function that starts servers, for the tests of a file: after each, its servers are closed and no
 * engine is left.
 */
export function serversOfTests(): typeof startServer {
  const servers: ModelServer[] = [];
  test.afterEach(async () => {
    await removeEngines();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  return async (first) => {
    const server = await startServer(first);
    servers.push(server);
    return server;
  };
}

/** Answers JSON. */
export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

export const NOT_HERE: Handler = (_request, response) => json(response, { error: "no" }, 404);

/** What an Ollama server tells beside its models; each of them is loaded with this context. */
function ollamaFacts(models: readonly { tag: Json }[]): Readonly<Record<string, unknown>> {
  return {
    "/api/version": { version: "0.12.6" },
    "/api/tags": { models: models.map(({ tag }) => tag) },
    "/api/ps": { models: models.map(({ tag }) => ({ name: tag.name, context_length: 4096 })) },
  };
}

/** An Ollama server with these models: what `/api/tags` lists and what `/api/show` tells of each. */
export function ollama(models: readonly { tag: Json; show?: Json }[]): Handler {
  return (request, response, body) => {
    const fact = ollamaFacts(models)[request.url ?? ""];
    if (fact !== undefined) {
      json(response, fact);
      return;
    }
    if (request.method !== "POST" || request.url !== "/api/show") {
      NOT_HERE(request, response, body);
      return;
    }
    const { model } = JSON.parse(body) as { model: string };
    const show = models.find(({ tag }) => tag.name === model)?.show;
    json(response, show ?? { error: `model '${model}' not found` }, show ? 200 : 404);
  };
}

/** A model for chat as `ollama` takes it. */
export function chatModel(name: string) {
  const show = { model_info: { "x.context_length": 8192 }, capabilities: ["completion"] };
  return { tag: { name, model: name, details: { family: "x" } }, show };
}

/** A server that speaks OpenAI's list of models. */
export function openAi(data: readonly Json[]): Handler {
  return (request, response, body) => {
    if (request.url === "/v1/models") json(response, { object: "list", data });
    else NOT_HERE(request, response, body);
  };
}

let made = 0;

/** The input of an engine with a name of its own. */
export function engineInput(fields: Json = {}): Json {
  made += 1;
  return {
    kind: "ollama",
    name: `server-${made}`,
    address: "http://127.0.0.1:9",
    ...fields,
  };
}

export async function makeEngine(fields: Json = {}): Promise<Json> {
  const { session } = await makeAdmin();
  return ok(await session.post(ENGINES_PATH, engineInput(fields)), 201).body;
}

/** Reads an engine's models; the engine afterwards. */
export async function readEngine({ id }: Json): Promise<Json> {
  const { session } = await makeAdmin();
  return ok(await session.post(`${ENGINES_PATH}/${String(id)}/read`)).body;
}

/** Removes every engine: their models would be in other tests' catalog. */
export async function removeEngines(): Promise<void> {
  const { session } = await makeAdmin();
  const { data } = ok(await session.get(ENGINES_PATH)).body;
  for (const { id } of data) ok(await session.delete(`${ENGINES_PATH}/${String(id)}`), 204);
}
