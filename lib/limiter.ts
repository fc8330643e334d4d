import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";

/** Counts calls by subject in this process's memory: several processes each allow as many. */
export class Limiter {
  private readonly counts: RateLimiterMemory;

  /** Allows each subject `points` calls in `seconds`, from the first of them on. */
  constructor(
    readonly points: number,
    seconds: number,
  ) {
    this.counts = new RateLimiterMemory({ points, duration: seconds });
  }

  /** Counts a call. Returns 0 where it is within the limit, else the seconds until the next one is. */
  async count(subject: string): Promise<number> {
    try {
      await this.counts.consume(subject);
      return 0;
    } catch (error) {
      // A subject beyond its limit is rejected with its state, which is no Error.
      if (error instanceof Error) throw error;
      return Math.max(1, Math.ceil((error as RateLimiterRes).msBeforeNext / 1000));
    }
  }
}
