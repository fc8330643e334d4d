import "server-only";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isIP } from "node:net";
import parseForwarded from "forwarded-parse";
import { ADDRESS_HEADER, LOOPBACK_HEADER, REQUEST_ID_HEADER } from "@/lib/auth/server/context";

/** What proxies report about the request, each header as a list with one entry per hop. */
interface Reported {
  for: string[];
  host: string[];
  proto: string[];
  port: string[];
}

const X_FORWARDED = ["for", "host", "proto", "port"] as const;

/** Headers that say a request came through a proxy. */
const FROM_PROXY = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-real-ip",
] as const;

export interface NormalizeOptions {
  /** How many proxies in front are trusted (`TRUST_PROXY`); 0 ignores everything they report. */
  trustedHops: number;
  /** The id of the request, sent back as `X-Request-Id`. */
  requestId: string;
  /** Where the request is answered if it names no host (HTTP/1.0): `localhost:3000`. */
  fallbackHost: string;
  /** True if requests from this machine may read the metrics without a key. */
  openOnLoopback: boolean;
}

function listOf(value: string | string[] | undefined): string[] {
  return [value ?? []]
    .flat()
    .join(",")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
}

/** The entries of `Forwarded` (RFC 7239), nearest hop last; a header that does not parse is ignored. */
function forwardedElements(value: string | undefined): Partial<Record<string, string>>[] {
  try {
    return value === undefined ? [] : parseForwarded(value);
  } catch {
    return [];
  }
}

/** `X-Forwarded-*` if any is present, else `Forwarded`: proxies that set one often pass the other on unread. */
function reportedBy(headers: IncomingHttpHeaders): Reported {
  const [forList, host, proto, port] = X_FORWARDED.map((name) =>
    listOf(headers[`x-forwarded-${name}`]),
  );
  const reported = { for: forList ?? [], host: host ?? [], proto: proto ?? [], port: port ?? [] };
  if (reported.for.length + reported.host.length + reported.proto.length > 0) return reported;
  const elements = forwardedElements(headers.forwarded);
  const all = (name: string) => elements.flatMap((element) => element[name] ?? []);
  return { for: all("for"), host: all("host"), proto: all("proto"), port: [] };
}

/** The entry that the outermost trusted proxy wrote; every entry left of it comes from the client. */
function atTrustedHop(list: readonly string[], trustedHops: number): string | undefined {
  return list.at(-trustedHops) ?? list[0];
}

/** The IP of `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:4711`; undefined if it is none. */
function ipOf(entry: string | undefined): string | undefined {
  if (entry === undefined) return undefined;
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(entry)?.[1];
  const plain = bracketed ?? (/^[\d.]+:\d+$/.test(entry) ? entry.replace(/:\d+$/, "") : entry);
  const ip = plain.replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(ip) ? ip : undefined;
}

interface Origin {
  proto: "http" | "https";
  /** Lower case, without a default port: `profiles.example.org`, `localhost:3000`. */
  host: string;
}

/**
 * The origin as a browser would write it. A port 443 without a reported protocol means https: nginx's
 * `proxy_set_header Host $host:$server_port` sends that.
 * @returns null if the host is no host name
 */
function originOf(host: string, proto: string | undefined): Origin | null {
  const scheme = proto?.toLowerCase() ?? (host.endsWith(":443") ? "https" : "http");
  const secure = scheme === "https" || scheme === "wss";
  if (!/^[^\s/?#@\\]+$/.test(host) || !URL.canParse(`http://${host}`)) return null;
  const name = new URL(`http://${host}`).host;
  return {
    proto: secure ? "https" : "http",
    host: secure ? name.replace(/:443$/, "") : name.replace(/:(80|443)$/, ""),
  };
}

/** The path without dot segments and fragment, as every URL parser reads it; unchanged if it has none. */
function withoutDots(path: string): string {
  if (!/(\/(\.|%2e){1,2}(\/|\?|#|$))|#/i.test(path)) return path;
  if (!URL.canParse(`http://host${path}`)) return path;
  const { pathname, search } = new URL(`http://host${path}`);
  return pathname + search;
}

/**
 * Splits `GET http://host/path` (absolute form, RFC 9112 3.2.2) into host and path, and escapes every
 * percent sign of a path that is not valid escaped UTF-8: it matches no route then.
 */
function targetOf(url: string): { host: string | undefined; path: string } {
  const absolute = /^https?:\/\/([^/?#]*)([^]*)$/i.exec(url);
  const rest = absolute ? (absolute[2] ?? "") : url;
  const path = rest.startsWith("/") || rest === "*" ? rest : `/${rest}`;
  const [plain = "", ...query] = path.split("?");
  try {
    decodeURIComponent(plain);
    return { host: absolute?.[1], path: withoutDots(path) };
  } catch {
    return { host: absolute?.[1], path: [plain.replaceAll("%", "%25"), ...query].join("?") };
  }
}

function isLoopback(ip: string): boolean {
  return ip === "::1" || ip.startsWith("127.");
}

/** Sets the headers in both forms that Node.js offers, so that every reader sees the same. */
function rewrite(request: IncomingMessage, changed: Record<string, string | undefined>): void {
  const { headers } = request;
  const kept: string[] = [];
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const [name = "", value = ""] = request.rawHeaders.slice(at, at + 2);
    if (!(name.toLowerCase() in changed)) kept.push(name, value);
  }
  for (const [name, value] of Object.entries(changed)) {
    if (value === undefined) delete headers[name];
    else {
      headers[name] = value;
      kept.push(name, value);
    }
  }
  request.rawHeaders = kept;
}

/**
 * Rewrites a request once, before any other code reads it: the URL is a path, `Host` and
 * `X-Forwarded-{Host,Proto,For}` are the one origin and IP that the trusted proxies report, and what a
 * client claimed of these is gone.
 * @returns false if the request names a host that is none
 */
export function normalizeRequest(request: IncomingMessage, options: NormalizeOptions): boolean {
  const { headers, socket } = request;
  const { trustedHops, fallbackHost } = options;
  const { host: absoluteHost, path } = targetOf(request.url ?? "/");
  request.url = path;
  const peer = ipOf(socket.remoteAddress) ?? "unknown";
  const fromHere = isLoopback(peer) && FROM_PROXY.every((name) => headers[name] === undefined);
  const reported = trustedHops > 0 ? reportedBy(headers) : null;
  const hop = (list: readonly string[]) => atTrustedHop(list, trustedHops);
  const ownHost = headers.host === "" ? fallbackHost : (headers.host ?? fallbackHost);
  const port = reported && hop(reported.port);
  const named = (reported && hop(reported.host)) ?? absoluteHost ?? ownHost;
  const withPort = port && /^\d+$/.test(port) && !/:\d+$/.test(named) ? `${named}:${port}` : named;
  const origin = originOf(withPort, (reported && hop(reported.proto)) ?? undefined);
  const ip = (reported && ipOf(hop(reported.for))) ?? peer;
  const { proto, host } = origin ?? { proto: "http", host: fallbackHost };
  rewrite(request, {
    host,
    "x-forwarded-host": host,
    "x-forwarded-proto": proto,
    "x-forwarded-for": ip,
    "x-forwarded-port": undefined,
    "x-real-ip": undefined,
    forwarded: undefined,
    [REQUEST_ID_HEADER]: options.requestId,
    [ADDRESS_HEADER]: ip,
    [LOOPBACK_HEADER]: options.openOnLoopback && fromHere ? "1" : undefined,
  });
  return origin !== null;
}
