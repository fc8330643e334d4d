import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { type Env, readEnv } from "@/lib/env";
import { ERRORS } from "@/lib/errors";
import { noteWhenDone } from "@/lib/http/server/note-request";
import { problemType } from "@/lib/http/problem-schema";
import { readRoutePatterns } from "@/lib/http/server/route-patterns";
import { log } from "@/lib/log";
import { runShutdown } from "@/lib/shutdown";
import { whenStarted } from "@/lib/started";
import config from "./next.config";

/** Seconds that running requests get to finish once the program is told to end. */
const GRACE = 25;

/** Headers of every answer; pages replace the policy by their own, with a nonce (`proxy.ts`). */
const SECURITY_HEADERS = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
} as const;

/** Who really sent the request: the socket, or what the last trusted proxy saw. */
function addressOf(request: IncomingMessage, trusted: number): string {
  const forwarded = String(request.headers["x-forwarded-for"] ?? "").split(",");
  const hop = trusted > 0 ? forwarded.at(-trusted)?.trim() : undefined;
  const address =
    hop !== undefined && hop !== "" ? hop : (request.socket.remoteAddress ?? "unknown");
  return address.replace(/^::ffff:/, "");
}

/**
 * The address with every per cent sign taken literally where the path is no escaped UTF-8: it leads
 * nowhere then, which the routes answer, where Next.js itself would fail.
 */
function decodable(url: string): string {
  const [path = "", ...query] = url.split("?");
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll("%", "%25"), ...query].join("?");
  }
}

/** What a proxy says of whom it speaks for. */
const FORWARDING = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-real-ip",
] as const;

/** Whether the request comes from this machine itself, and through no proxy that says so. */
function isFromHere({ headers, socket }: IncomingMessage): boolean {
  const address = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const loopback = address === "::1" || address.startsWith("127.");
  return loopback && FORWARDING.every((name) => headers[name] === undefined);
}

/** Notes what only the server knows on the request, over whatever the caller claimed. */
function prepare(request: IncomingMessage, response: ServerResponse, env: Env): string {
  const trusted = env.TRUST_PROXY > 0;
  const claimed = String(request.headers["x-request-id"] ?? "");
  const requestId = trusted && /^[\w-]{8,64}$/.test(claimed) ? claimed : randomUUID();
  request.headers["x-request-id"] = requestId;
  request.headers["x-client-address"] = addressOf(request, env.TRUST_PROXY);
  delete request.headers["x-client-loopback"];
  if (env.METRICS_OPEN_ON_LOOPBACK && isFromHere(request)) {
    request.headers["x-client-loopback"] = "1";
  }
  if (!trusted) {
    for (const name of ["host", "proto", "port", "for"])
      delete request.headers[`x-forwarded-${name}`];
  }
  response.setHeader("X-Request-Id", requestId);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  if (request.headers["x-forwarded-proto"] === "https") {
    response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  }
  return requestId;
}

/** Next.js itself fails on any other, such as TRACE. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

function refuseMethod(response: ServerResponse): void {
  const allow = METHODS.join(", ");
  const problem = {
    type: problemType("method_not_allowed"),
    title: ERRORS.method_not_allowed.title,
    status: 405,
    detail: `Allowed: ${allow}.`,
    code: "method_not_allowed",
  };
  response.writeHead(405, {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    Allow: allow,
  });
  response.end(JSON.stringify(problem));
}

async function serve(env: Env): Promise<void> {
  const app = next({ dev: env.NODE_ENV === "development", port: env.PORT });
  const handle = app.getRequestHandler();
  await app.prepare();
  // Next.js does not wait for `instrumentation.ts`, which migrates, seeds and reads the catalog.
  await whenStarted();
  const patternOf = readRoutePatterns(config.distDir ?? ".next");
  const server = createServer((request, response) => {
    request.url = decodable(request.url ?? "/");
    noteWhenDone(request, response, prepare(request, response, env), patternOf);
    if (METHODS.includes(request.method ?? "")) void handle(request, response);
    else refuseMethod(response);
  });
  // Longer than a proxy in front keeps an idle connection, so that it is the proxy who closes it.
  server.keepAliveTimeout = 75_000;
  server.listen(env.PORT, env.HOST, () => {
    const bound = server.address();
    const port = typeof bound === "object" && bound ? bound.port : env.PORT;
    log().info({ port }, `Model Profiles is ready: open http://localhost:${port}`);
  });
  server.once("error", (error) => {
    process.stderr.write(`Model Profiles cannot listen: ${error.message}\n`);
    process.exit(1);
  });
  endGracefully(
    () => new Promise((resolve) => server.close(() => resolve())),
    () => server.closeIdleConnections(),
  );
}

/** On SIGTERM or SIGINT: no new requests, the running ones finish, then the database is closed. */
function endGracefully(close: () => Promise<void>, closeIdle: () => void): void {
  let ending = false;
  const end = async (signal: string) => {
    if (ending) return;
    ending = true;
    log().info({ signal }, "ending: finishing what runs");
    setTimeout(() => process.exit(1), GRACE * 1000).unref();
    const idle = setInterval(closeIdle, 100).unref();
    await close();
    clearInterval(idle);
    await runShutdown();
    log().info("ended");
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end(signal));
}

try {
  await serve(readEnv());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
