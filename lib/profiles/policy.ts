import { type Actor, isAdmin, SYSTEM_USER_ID } from "@/lib/actor";

export type ProfileAction = "read" | "write";
export type Decision = "allow" | "hide" | "refuse";

/**
 * What the actor may do with a profile of this owner: own: all; the system's: read, and write for
 * an admin; anybody else's does not exist for them (`hide` is 404, `refuse` 403).
 */
export function decide(actor: Actor, action: ProfileAction, ownerId: string): Decision {
  if (actor.kind === "system") return "allow";
  if (actor.kind !== "user") return "hide";
  if (ownerId === actor.id) return "allow";
  if (ownerId !== SYSTEM_USER_ID) return "hide";
  return action === "read" || isAdmin(actor) ? "allow" : "refuse";
}
