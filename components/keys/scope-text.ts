import type { Scope } from "@/lib/actor";

/** What a key with the scope may do. */
export const SCOPE_TEXT: Readonly<Record<Scope, string>> = {
  read: "See profiles, models and settings, and resolve tasks.",
  write: "Also make and change your profiles, choices and keys. Contains read.",
  service: "Resolve tasks for any user; for inference servers.",
  admin: "Everything you may do as an admin. Contains read and write.",
};
