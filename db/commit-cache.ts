import { LRUCache } from "lru-cache";
import { metrics } from "@/lib/runtime/metrics";
import { type Database, perDatabase } from "./client";

/** Approximate bytes of all entries. */
const CAPACITY = 16 * 1024 * 1024;

/**
 * Caches reads of the database until the next commit by anyone. An entry belongs to the version
 * (`Database.version`) that was current before the read, so it can be newer than that but never older.
 */
export class CommitCache {
  private version: string | null = null;
  private readonly lookups = metrics().cache;
  private readonly entries = new LRUCache<string, object>({ maxSize: CAPACITY });

  /** The entry of a key, which always has the same type. */
  get<T extends object>(version: string | null, key: string): T | undefined {
    if (version === null) return undefined;
    if (version !== this.version) {
      this.entries.clear();
      this.version = version;
    }
    const cached = this.entries.get(key) as T | undefined;
    this.lookups[cached ? "hit" : "miss"] += 1;
    return cached;
  }

  /** `size` is approximate, in bytes. */
  set(version: string | null, key: string, value: object, size: number): void {
    if (version === null || version !== this.version) return;
    this.entries.set(key, value, { size: size + key.length + 200 });
  }
}

/** The cache of a database in this process. */
export function commitCache(db: Database): CommitCache {
  return perDatabase(db, "commit-cache", () => new CommitCache());
}
