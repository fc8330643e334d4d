import "server-only";
import { LRUCache } from "lru-cache";
import type { Database } from "@/db/client";
import { type Transaction, withTransaction } from "@/db/transaction";
import { clock } from "@/lib/clock";
import { log } from "@/lib/runtime/log";

/** Milliseconds between two notes of one key or session. */
const INTERVAL = 60_000;
/** Milliseconds after which what was noted is written, all ids together. */
const DELAY = 1000;

/** A use of a key or session: when, and from which IP address. */
interface Use {
  at: string;
  address: string | null;
}

/** Writes a use, unless another process has noted one since `before`. */
type Write = (tx: Transaction, id: string, use: Use, before: string) => Promise<void>;

/** Notes when keys or sessions are used: at most once a minute each, and never on a request's own path. */
export class LastUses {
  /** Id → when it was noted last. By size, because room for a `max` is taken from the start: 30 ms. */
  private readonly noted = new LRUCache<string, number>({
    maxSize: 50_000,
    sizeCalculation: () => 1,
  });
  private pending = new Map<string, Use>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Database,
    private readonly write: Write,
  ) {}

  note(id: string, address: string | null): void {
    const now = clock.now();
    const noted = this.noted.get(id);
    // The clock may have been set back since.
    if (noted !== undefined && Math.abs(now.getTime() - noted) < INTERVAL) return;
    this.noted.set(id, now.getTime());
    this.pending.set(id, { at: now.toISOString(), address });
    this.timer ??= setTimeout(() => void this.flush(), DELAY).unref();
  }

  /** Writes what is noted; called by the timer, and once more before the program ends. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const uses = this.pending;
    this.pending = new Map();
    if (uses.size === 0) return;
    try {
      await withTransaction(this.db, async (tx) => {
        for (const [id, use] of uses) {
          const before = new Date(Date.parse(use.at) - INTERVAL).toISOString();
          await this.write(tx, id, use, before);
        }
      });
    } catch (error) {
      // The time of last use is a courtesy: losing one note must not fail anything.
      log().warn({ err: error }, "the last use of keys or sessions could not be written");
    }
  }
}
