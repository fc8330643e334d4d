import type { Database } from "@/db/client";
import type { Actor } from "@/lib/actor";

/** Where a call comes from; written to the audit and the log, never used to decide. */
export interface Origin {
  requestId: string | null;
  address: string | null;
}

/** What every service function takes first: who is calling and the database. */
export interface Context<A extends Actor = Actor> {
  actor: A;
  db: Database;
  origin: Origin;
}
