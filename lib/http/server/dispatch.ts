import "server-only";
import { readdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { addRoute, createRouter, findRoute } from "rou3";
import { asObject } from "@/lib/objects";
import type { Handler, Handlers } from "./define-route";
import { failure } from "./reply";
import { traced } from "@/lib/runtime/telemetry";

/** Folders whose route files are called directly. */
const FOLDERS = ["app/api", "app/v1"];
/** next-auth's handlers expect Next.js's own request objects. */
const BY_NEXT = "app/api/auth/";

/** A route file: `page` as Next.js writes it (`/api/keys/[id]`), its handlers, or null for Next.js. */
interface Route {
  page: string;
  handlers: Handlers | null;
}

/** A request that a route file answers. */
export interface Match {
  page: string;
  handler: Handler;
  params: Record<string, string>;
}

/** `/api/keys/[id]` as the router writes it: `/api/keys/:id`. */
function patternOf(page: string): string {
  return page.replace(/\[{1,2}\.{3}(\w+)\]{1,2}/, "**:$1").replace(/\[(\w+)\]/g, ":$1");
}

/** Every route file below the folders, as Next.js finds them: the source (`ts`) or built (`mjs`). */
function routeFiles(root: string): string[] {
  return FOLDERS.flatMap((folder) => {
    const names = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
    return names.map((name) => path.posix.join(folder, name.replaceAll("\\", "/")));
  }).filter((name) => /\/route\.(ts|mjs)$/.test(name));
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

function isHandlers(module: unknown): module is Handlers {
  return METHODS.every((method) => typeof asObject(module)[method] === "function");
}

async function loadRoute(root: string, file: string): Promise<Route> {
  const page = file.replace(/^app/, "").replace(/\/route\.\w+$/, "");
  if (file.startsWith(BY_NEXT)) return { page, handlers: null };
  const handlers: unknown = await import(pathToFileURL(path.resolve(root, file)).href);
  if (!isHandlers(handlers)) throw new Error(`${file} does not export a handler for each method`);
  return { page, handlers };
}

/** Answers which route file a request is for; null if Next.js has to look. */
export type Matcher = (method: string, url: string) => Match | null;

/**
 * Imports the route files below a folder and returns their matcher; called once, before the first
 * request.
 */
export async function loadRoutes(root = "."): Promise<Matcher> {
  const router = createRouter<Route>();
  for (const file of routeFiles(root)) {
    const route = await loadRoute(root, file);
    addRoute(router, "", patternOf(route.page), route);
  }
  return (method, url) => {
    const end = url.indexOf("?");
    const full = end === -1 ? url : url.slice(0, end);
    // Next.js redirects these to the address that is meant.
    if (full.includes("//") || full.includes("\\")) return null;
    const pathname = full.length > 1 && full.endsWith("/") ? full.slice(0, -1) : full;
    const found = findRoute(router, "", pathname);
    if (!found?.data.handlers) return null;
    const { page, handlers } = found.data;
    const name = METHODS.find((known) => known === (method === "HEAD" ? "GET" : method));
    if (!name) return null;
    const params: Record<string, string> = {};
    for (const [key, value] of Object.entries(found.params ?? {})) {
      params[key] = decodeURIComponent(value);
    }
    return { page, handler: handlers[name], params };
  };
}

/**
 * Calls a route file's handler with a standard `Request` and sends its `Response`. The request's
 * signal is aborted when the client disconnects.
 */
export function directListener(): (
  request: IncomingMessage,
  response: ServerResponse,
  match: Match,
) => Promise<void> {
  const matches = new WeakMap<object, Match>();
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const match = matches.get(incoming);
      if (!match) throw new Error("a direct request has a match");
      const context = { params: Promise.resolve(match.params) };
      const answer = await traced(request, match.page, () => match.handler(request, context));
      // The headers and what there is of the body leave in one packet.
      outgoing.cork();
      process.nextTick(() => outgoing.uncork());
      return answer;
    },
    { errorHandler: (error) => failure(error, { headers: new Headers(), url: "http://unknown/" }) },
  );
  return (request, response, match) => {
    matches.set(request, match);
    return listener(request, response);
  };
}
