import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, vi } from "vitest";
import type { Database } from "@/db/client";
import type { Scope, UserActor } from "@/lib/actor";
import { ADDRESS_HEADER } from "@/lib/auth/server/context";
import { SESSION_SECRET } from "@/lib/auth/server/testing";
import { createKey } from "@/lib/keys/server/service";
import type { testWorld } from "@/lib/testing";

type World = ReturnType<typeof testWorld>;

/** Makes the process forget a value that it creates once. */
export function forgetSingleton(name: string): void {
  Reflect.deleteProperty(globalThis, Symbol.for(`model-profiles.${name}`));
}

/** Makes requests use this database, as `database()` would have opened it. */
function useDatabase(db: Database): void {
  Reflect.set(globalThis, Symbol.for("model-profiles.database"), Promise.resolve(db));
}

/** Lets the handlers of each test use the test's database and start without counted requests. */
export function serveWorld(world: World): void {
  beforeEach(() => {
    vi.stubEnv("AUTH_SECRET", SESSION_SECRET);
    useDatabase(world.db);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    for (const name of ["database", "rate-limit", "outbox", "auth-secret"]) forgetSingleton(name);
  });
}

/** Allows each caller this many requests a minute, from now until the end of the test. */
export function setRateLimit(requests: number): void {
  vi.stubEnv("RATE_LIMIT", String(requests));
  forgetSingleton("rate-limit");
}

/** The header of a new API key. */
export async function bearer(
  world: World,
  owner: UserActor,
  ...scopes: [Scope, ...Scope[]]
): Promise<{ authorization: string }> {
  const input = { name: scopes.join(), scopes, expires_at: null };
  const { secret } = await createKey(world.as(owner), input);
  return { authorization: `Bearer ${secret}` };
}

/** A request as the server hands it to a route. */
export function request(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Request {
  const given = { host: "app.test", [ADDRESS_HEADER]: "192.0.2.1", ...headers };
  if (body === undefined) return new Request(`http://app.test${path}`, { method, headers: given });
  return new Request(`http://app.test${path}`, {
    method,
    headers: { "content-type": "application/json", ...given },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** A real HTTP server for the time of a test. */
export async function listen(
  listener: Listener,
  prepare: (server: Server) => void = () => undefined,
): Promise<{ port: number; origin: string; close: () => Promise<void> }> {
  const server = createServer(listener);
  prepare(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (typeof bound !== "object" || bound === null) throw new Error("the server has no port");
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: bound.port, origin: `http://127.0.0.1:${bound.port}`, close };
}

/** Sends raw text over a connection; `received` grows as the server answers. */
export async function sendRaw(port: number, text: string) {
  const socket: Socket = connect(port, "127.0.0.1");
  const state = { received: "", socket };
  socket.setEncoding("utf8").on("data", (data: string) => (state.received += data));
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  socket.write(text);
  return { state, closed };
}
