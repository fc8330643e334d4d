import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Limits calls by subject, in this process's memory: each process counts on its own. */
export class Limiter {
  private readonly counts: RateLimiterMemory;

  /** Allows each subject `points` calls in `seconds`, which start with the first call. */
  constructor(
    readonly points: number,
    private readonly seconds: number,
  ) {
    this.counts = new RateLimiterMemory({ points, duration: seconds });
  }

  /** Counts a call. Returns 0 within the limit, otherwise the seconds until the next call is allowed. */
  async count(subject: string): Promise<number> {
    try {
      await this.counts.consume(subject);
      return 0;
    } catch (error) {
      // The library rejects with the subject's state when it is beyond its limit.
      if (!(error instanceof RateLimiterRes)) throw error;
      // More than the whole period means that the clock was set back.
      return Math.min(this.seconds, Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
    }
  }
}

/** Groups of an IPv6 address that identify a network; its owner assigns the others. */
const NETWORK_GROUPS = 4;

/**
 * The caller that an IP is counted as: an IPv4 address itself, of an IPv6 address its /64 network,
 * because one caller can use any address in it.
 */
export function networkOf(ip: string): string {
  if (!ip.includes(":")) return ip;
  const [left = "", right] = ip.replace(/%.*$/, "").split("::");
  const groupsOf = (text: string) => text.split(":").filter(Boolean);
  const [before, after] = [groupsOf(left), groupsOf(right ?? "")];
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  const groups = [...before, ...zeros, ...after].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "").toLowerCase()).join(":")}::/64`;
}
