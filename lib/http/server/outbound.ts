import "server-only";
import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector, fetch, type RequestInit, type Response } from "undici";

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

/** True for an IP address that must not be connected to; IPv4 in IPv6 counts as IPv4. */
export function isRefusedIp(ip: string): boolean {
  const version = isIP(ip);
  return version !== 0 && REFUSED.check(ip, version === 6 ? "ipv6" : "ipv4");
}

/** The address of a host is one that must not be connected to. */
export class RefusedAddressError extends Error {
  override name = "RefusedAddressError";

  constructor(host: string) {
    super(`${host} is a link-local or metadata address, which is refused`);
  }
}

/** Resolves a name, and refuses it if any of its addresses is refused. */
const guardedLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const isRefused = !error && addresses.some(({ address }) => isRefusedIp(address));
    const failure = isRefused ? new RefusedAddressError(hostname) : error;
    const [first] = addresses;
    if (failure || !first) done(failure, "");
    else if (options.all) done(null, addresses);
    else done(null, first.address, first.family);
  });
};

const connect = buildConnector({ lookup: guardedLookup, timeout: 10_000 });

/** Checked when connecting: what a name resolved to before may have changed. */
const agent = new Agent({
  connect: (options, done) => {
    const host = options.hostname.replace(/^\[|\]$/g, "");
    // An address in the URL is connected to without a lookup.
    if (isRefusedIp(host)) done(new RefusedAddressError(host), null);
    else connect(options, done);
  },
});

/**
 * Sends a request to a server that an admin configured. Redirects are not followed: the response is
 * the redirect.
 * @throws TypeError with a `cause`, as `fetch` does; the cause of a refused address is RefusedAddressError
 */
export function outboundFetch(url: URL, init: RequestInit): Promise<Response> {
  return fetch(url, { ...init, redirect: "manual", dispatcher: agent });
}
