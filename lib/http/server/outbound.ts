import "server-only";
import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import {
  Agent,
  buildConnector,
  type Dispatcher,
  fetch,
  request,
  type RequestInit,
  type Response,
} from "undici";
import { singleton } from "@/lib/runtime/process";

/**
 * Addresses that must not be connected to, not even for an admin: link-local ones, which cloud
 * providers use for credentials (169.254.169.254), and their other metadata services. Loopback and
 * private networks are where model servers are.
 */
const REFUSED = new BlockList();
REFUSED.addSubnet("169.254.0.0", 16, "ipv4");
REFUSED.addSubnet("0.0.0.0", 8, "ipv4");
// Alibaba Cloud, Oracle Cloud and Azure.
REFUSED.addAddress("100.100.100.200", "ipv4");
REFUSED.addAddress("192.0.0.192", "ipv4");
REFUSED.addAddress("168.63.129.16", "ipv4");
REFUSED.addSubnet("fe80::", 10, "ipv6");
// AWS; and link-local addresses behind NAT64 (RFC 6052) and 6to4 (RFC 3056).
REFUSED.addAddress("fd00:ec2::254", "ipv6");
REFUSED.addSubnet("64:ff9b::a9fe:0", 112, "ipv6");
REFUSED.addSubnet("2002:a9fe::", 32, "ipv6");

/** Loopback, private networks (RFC 1918, RFC 4193) and carrier-grade NAT, also behind NAT64 and 6to4. */
const LOCAL = new BlockList();
for (const [net, prefix] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
] as const) {
  LOCAL.addSubnet(net, prefix, "ipv4");
  LOCAL.addSubnet(`64:ff9b::${net}`, 96 + prefix, "ipv6");
  const [a = 0, b = 0] = net.split(".").map(Number);
  LOCAL.addSubnet(`2002:${(a * 256 + b).toString(16)}::`, 16 + prefix, "ipv6");
}
LOCAL.addAddress("::1", "ipv6");
LOCAL.addAddress("::", "ipv6");
LOCAL.addSubnet("fc00::", 7, "ipv6");

/** Where a request may go beyond public addresses. */
interface Reach {
  /** Loopback and private networks. */
  isLocal: boolean;
}

function isIn(list: BlockList, ip: string): boolean {
  const version = isIP(ip);
  return version !== 0 && list.check(ip, version === 6 ? "ipv6" : "ipv4");
}

/** True for an IP address that must not be connected to; IPv4 in IPv6 counts as IPv4. */
export function isRefusedIp(ip: string, { isLocal }: Reach): boolean {
  return isIn(REFUSED, ip) || (!isLocal && isIn(LOCAL, ip));
}

/** The address of a host is one that must not be connected to. */
export class RefusedAddressError extends Error {
  override name = "RefusedAddressError";

  /** @param isLink the address is link-local or of a metadata service; otherwise it is a local one */
  constructor(host: string, isLink: boolean) {
    super(
      isLink
        ? `${host} is a link-local or metadata address, which is refused`
        : `${host} is on this machine or a private network, which is only allowed for a local engine`,
    );
  }
}

function refusal(host: string, ips: readonly string[], reach: Reach) {
  if (!ips.some((ip) => isRefusedIp(ip, reach))) return null;
  return new RefusedAddressError(
    host,
    ips.some((ip) => isIn(REFUSED, ip)),
  );
}

/** Resolves a name, and refuses it if any of its addresses is refused. */
function guardedLookup(reach: Reach): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const ips = error ? [] : addresses.map(({ address }) => address);
      const failure = error ?? refusal(hostname, ips, reach);
      const [first] = error ? [] : addresses;
      if (failure || !first) done(failure, "");
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

/** Checks addresses when connecting: what a name resolved to before may have changed. */
function guardedAgent(reach: Reach, options: Agent.Options = {}): Agent {
  const connect = buildConnector({ lookup: guardedLookup(reach), timeout: 10_000 });
  return new Agent({
    ...options,
    connect: (target, done) => {
      const host = target.hostname.replace(/^\[|\]$/g, "");
      // An address in the URL is connected to without a lookup.
      const failure = refusal(host, [host], reach);
      if (failure) done(failure, null);
      else connect(target, done);
    },
  });
}

const localAgent = guardedAgent({ isLocal: true });
const publicAgent = guardedAgent({ isLocal: false });

/**
 * Sends a request to a server that an admin configured. Redirects are not followed: the response is
 * the redirect.
 * @throws TypeError with a `cause`, as `fetch` does; the cause of a refused address is RefusedAddressError
 */
export function outboundFetch(url: URL, init: RequestInit, { isLocal }: Reach): Promise<Response> {
  const dispatcher = isLocal ? localAgent : publicAgent;
  return fetch(url, { ...init, redirect: "manual", dispatcher });
}

/** Answers take as long as a model needs: the caller has its own time limits. */
const UNTIMED = { headersTimeout: 0, bodyTimeout: 0 } as const;

function engineAgents() {
  return singleton("engine-agents", () => ({
    local: guardedAgent({ isLocal: true }, UNTIMED),
    public: guardedAgent({ isLocal: false }, UNTIMED),
  }));
}

interface EngineRequest extends Reach {
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
}

/**
 * Sends a request to an engine, without a time limit. Redirects are not followed: the response is the
 * redirect.
 * @throws an error of undici or of Node.js; RefusedAddressError for a refused address
 */
export function engineRequest(
  url: URL,
  { isLocal, ...options }: EngineRequest,
): Promise<Dispatcher.ResponseData> {
  const dispatcher = engineAgents()[isLocal ? "local" : "public"];
  return request(url, { ...options, dispatcher });
}
