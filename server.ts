import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, Server, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";
import { ADDRESS_HEADER } from "@/lib/auth/server/context";
import { log, logConsole } from "@/lib/runtime/log";
import { type Env, readEnv } from "@/lib/runtime/env";
import { compressIfAccepted, outbox } from "@/lib/http/server/outbox";
import { Connections } from "@/lib/http/server/connections";
import { directListener, loadRoutes } from "@/lib/http/server/dispatch";
import { normalizeRequest } from "@/lib/http/server/normalize";
import { logWhenDone, readRoutePatterns, rejectInvalid } from "@/lib/http/server/request-log";
import { refusedEarly, refusedForPage } from "@/lib/http/server/refusal";
import { announceStop, runShutdown, whenStarted } from "@/lib/runtime/process";
import config from "./next.config";

/** Seconds after which the process exits even if the shutdown sequence does not finish. */
const EXIT_AFTER = 35;

/** Headers of every response; pages replace the policy by one with a nonce (`proxy.ts`). */
const SECURITY_HEADERS = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
} as const;

/** The policy of Next.js's files: a worker follows that of its own script, which loads others. */
const FILE_POLICY = "default-src 'none'; script-src 'self'; frame-ancestors 'none'";

/** Normalizes the request and sets the headers of every response; returns whether its host is valid. */
function prepare(request: IncomingMessage, response: ServerResponse, env: Env): boolean {
  const claimed = String(request.headers["x-request-id"] ?? "");
  const isTrusted = env.TRUST_PROXY > 0 && /^[\w-]{8,64}$/.test(claimed);
  const requestId = isTrusted ? claimed : randomUUID();
  const hasValidHost = normalizeRequest(request, {
    trustedHops: env.TRUST_PROXY,
    requestId,
    fallbackHost: `localhost:${env.PORT}`,
    openOnLoopback: env.METRICS_OPEN_ON_LOOPBACK,
  });
  response.setHeader("X-Request-Id", requestId);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  if (request.url?.startsWith("/_next/static/")) {
    response.setHeader("Content-Security-Policy", FILE_POLICY);
  }
  if (request.headers["x-forwarded-proto"] === "https") {
    response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  }
  return hasValidHost;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Next.js's own handler: pages, server actions and files; without `DIRECT_ROUTES` the routes too. */
async function nextListener(env: Env): Promise<Listener> {
  const dev = env.NODE_ENV === "development";
  // In production Next.js would keep open every connection that asks for an upgrade; it looks for
  // them on this server, which has none.
  const app = next({ dev, port: env.PORT, ...(dev ? {} : { httpServer: new Server() }) });
  const handle = app.getRequestHandler();
  await app.prepare();
  return async (request, response) => {
    if (await refusedForPage(request, response)) return;
    await handle(request, response);
  };
}

/** Calls the route file that the request is for, and passes everything else to Next.js. */
async function routeListener(env: Env): Promise<Listener> {
  const toNext = await nextListener(env);
  // Next.js does not wait for `instrumentation.ts`, which migrates, seeds and reads the catalog.
  await whenStarted();
  if (!env.DIRECT_ROUTES || env.NODE_ENV === "development") return toNext;
  // The built route files are next to the built server.
  const match = await loadRoutes(fileURLToPath(new URL(".", import.meta.url)));
  const toRoute = directListener();
  return (request, response) => {
    const found = match(request.method ?? "", request.url ?? "/");
    return found ? toRoute(request, response, found) : toNext(request, response);
  };
}

async function serve(env: Env): Promise<void> {
  if (env.NODE_ENV !== "development") logConsole();
  const listener = await routeListener(env);
  const patternOf = readRoutePatterns(config.distDir ?? ".next");
  const server = createServer((request, response) => {
    connections.inTurn(request, response, () => {
      const hasValidHost = prepare(request, response, env);
      logWhenDone(request, response, patternOf);
      outbox().follow(response, String(request.headers[ADDRESS_HEADER]));
      const hasTooManyUploads = connections.hasTooManyUploads(request);
      if (refusedEarly(request, response, { hasValidHost, hasTooManyUploads })) return;
      compressIfAccepted(request, response);
      void listener(request, response);
    });
  });
  const connections = new Connections(server);
  // Longer than a proxy in front keeps an idle connection, so that it is the proxy who closes it.
  server.keepAliveTimeout = 75_000;
  server.on("clientError", rejectInvalid);
  server.listen(env.PORT, env.HOST, () => {
    const bound = server.address();
    const port = typeof bound === "object" && bound ? bound.port : env.PORT;
    log().info({ port }, `Model Profiles is ready: open http://localhost:${port}`);
  });
  server.once("error", (error) => {
    process.stderr.write(`Model Profiles cannot listen: ${error.message}\n`);
    process.exit(1);
  });
  stopOnSignal(connections);
}

/** On SIGTERM or SIGINT: no new requests, those in progress finish, then the database is closed. */
function stopOnSignal(connections: Connections): void {
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log().info({ signal }, "stopping: finishing requests in progress");
    setTimeout(() => process.exit(1), EXIT_AFTER * 1000).unref();
    announceStop();
    await connections.end();
    for (const err of await runShutdown()) log().error({ err }, "shutdown step failed");
    log().info("stopped");
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
}

try {
  await serve(readEnv());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
