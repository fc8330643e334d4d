import { readFileSync } from "node:fs";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as sendRequest,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createSecureServer } from "node:https";

/** A self-signed certificate for `*.example.org` with its key, for these tests alone. */
const CERTIFICATE = readFileSync(new URL("certificate.pem", import.meta.url));

/** Starts an HTTP server, or an HTTPS server, that is reachable from this machine only. */
export async function listen(
  port: number,
  secure: boolean,
  listener: RequestListener,
): Promise<Server> {
  const server = secure
    ? createSecureServer({ key: CERTIFICATE, cert: CERTIFICATE }, listener)
    : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", resolve);
  });
  return server;
}

export interface ProxyOptions {
  port: number;
  /** The port of the app, or of the next proxy. */
  upstream: number;
  /** TLS in front. */
  secure?: boolean;
  /** `user:password` that Basic authentication asks for; the header is passed on, as nginx does. */
  credentials?: string;
  /** The `Host` to send on, from the one received. Unchanged by default. */
  host?: (received: string) => string;
  /** The headers that report the original request. Each hop appends its entry to those received. */
  reports?: "x-forwarded" | "forwarded";
}

function appended(received: string | string[] | undefined, entry: string): string {
  return [received ?? [], entry].flat().join(", ");
}

/** What this hop reports about the request: who sent it, to which host, by which protocol. */
function reportOf(
  { headers, socket }: IncomingMessage,
  { reports, secure }: ProxyOptions,
): OutgoingHttpHeaders {
  const ip = String(socket.remoteAddress);
  const host = String(headers.host);
  const proto = secure ? "https" : "http";
  if (reports === "forwarded") {
    const client = ip.includes(":") ? `"[${ip}]"` : ip;
    const element = `for=${client};host="${host}";proto=${proto}`;
    return { forwarded: appended(headers.forwarded, element) };
  }
  if (reports === undefined) return {};
  return {
    "x-forwarded-for": appended(headers["x-forwarded-for"], ip),
    "x-forwarded-host": appended(headers["x-forwarded-host"], host),
    "x-forwarded-proto": appended(headers["x-forwarded-proto"], proto),
  };
}

function isAdmitted({ authorization }: IncomingHttpHeaders, credentials?: string): boolean {
  if (credentials === undefined) return true;
  return authorization === `Basic ${Buffer.from(credentials).toString("base64")}`;
}

function refuse(response: ServerResponse): void {
  response.writeHead(401, { "WWW-Authenticate": 'Basic realm="tests"' }).end();
}

function pass(request: IncomingMessage, response: ServerResponse, options: ProxyOptions): void {
  const { method, url, headers } = request;
  const host = String(headers.host);
  const upstream = sendRequest({
    host: "localhost",
    port: options.upstream,
    method,
    path: url,
    headers: { ...headers, ...reportOf(request, options), host: options.host?.(host) ?? host },
  });
  upstream.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  upstream.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  response.on("close", () => upstream.destroy());
  request.pipe(upstream);
}

/** A reverse proxy such as people put in front of the app; as many as wanted form a chain. */
export function startProxy(options: ProxyOptions): Promise<Server> {
  return listen(options.port, options.secure ?? false, (request, response) => {
    if (isAdmitted(request.headers, options.credentials)) pass(request, response, options);
    else refuse(response);
  });
}
