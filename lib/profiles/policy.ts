import { type Actor, isAdmin, SYSTEM_USER_ID } from "@/lib/actor";

export type ProfileAction = "read" | "write";
/** `hide` answers 404, as if the profile did not exist; `refuse` answers 403. */
export type Decision = "allow" | "hide" | "refuse";

/** Access that a group has to a profile; `write` includes `read`. */
export interface Grant {
  group: string;
  action: ProfileAction;
}

/** What a decision about a profile depends on. */
export interface ProfileAccess {
  owner: string;
  grants: readonly Grant[];
}

/** Who has access to a stored profile: its owner alone, since no grants are stored yet. */
export function accessTo({ user_id }: { user_id: string }): ProfileAccess {
  return { owner: user_id, grants: [] };
}

/**
 * What the actor may do with a profile: everything with their own; read a default, and write it as an
 * admin; what a grant to one of their groups allows. Other profiles are hidden.
 */
export function decide(
  actor: Actor,
  action: ProfileAction,
  { owner, grants }: ProfileAccess,
): Decision {
  if (actor.kind === "system") return "allow";
  if (actor.kind !== "user") return "hide";
  if (owner === actor.id) return "allow";
  if (owner === SYSTEM_USER_ID) return action === "read" || isAdmin(actor) ? "allow" : "refuse";
  const granted = grants.filter(({ group }) => actor.groups.includes(group));
  if (granted.length === 0) return "hide";
  const mayWrite = granted.some((grant) => grant.action === "write");
  return action === "read" || mayWrite ? "allow" : "refuse";
}

/** True for a system profile: every one is the default of its task. */
export function isDefault({ user_id }: { user_id: string }): boolean {
  return user_id === SYSTEM_USER_ID;
}
