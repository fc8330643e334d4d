import type { Database } from "@/db/client";
import type { Actor } from "@/lib/actor";

/** The origin of a call, for the audit and the log; no decision depends on it. */
export interface Origin {
  requestId: string | null;
  address: string | null;
}

/** The first argument of every service function. */
export interface Context<A extends Actor = Actor> {
  actor: A;
  db: Database;
  origin: Origin;
  /**
   * The database's version when the request arrived: calls that write nothing find with it what is kept
   * until the next commit. Absent or null where nothing is kept.
   */
  version?: string | null;
}
