import type { AuditEvent } from "./schema";

/** Everything that the audit records, with what it says; a new kind is a line here. */
export const AUDIT_ACTIONS = {
  "profile.create": "Profile made",
  "profile.update": "Profile changed",
  "profile.duplicate": "Profile duplicated",
  "profile.restore": "Profile restored",
  "profile.rebase": "Profile put on another base",
  "profile.reset": "Profile put back to what ships",
  "profile.delete": "Profile deleted",
  "profile.move": "Profiles moved to another model",
  "config.update": "Assignments changed",
  "assignment.revert": "Tasks put back on their default",
  "key.create": "API key made",
  "key.revoke": "API key revoked",
  "user.create": "User made",
  "user.update": "User changed",
  "user.password": "Password changed",
  "user.sign_out": "Signed out everywhere",
  "user.reset_link": "Password link made",
  "user.password_reset": "Password set by link",
  "bound.set": "Bound set",
  "bound.remove": "Bound removed",
  "catalog.sync": "Catalog read",
  "source.create": "Source of models added",
  "source.update": "Source of models changed",
  "source.remove": "Source of models removed",
  "settings.update": "Settings changed",
  "audit.expire": "Old events removed",
} as const satisfies Readonly<Record<string, string>>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** What actions are about, by what they begin with, where that is no kind of target. */
const OTHER_GROUPS: Readonly<Record<string, string>> = {
  config: "Assignments",
  assignment: "Assignments",
  source: "Source of models",
};

/** What an action is about: those that are stand together in a list. */
export function actionGroup(action: string): string {
  const [prefix = ""] = action.split(".");
  return TARGET_KINDS[prefix] ?? OTHER_GROUPS[prefix] ?? prefix;
}

/** What an action says; one that is not known any more, as it is. */
export function actionText(action: string): string {
  return Object.hasOwn(AUDIT_ACTIONS, action) ? AUDIT_ACTIONS[action as AuditAction] : action;
}

/** Actors that are no users. */
export const OTHER_ACTORS = { system: "The system", anonymous: "Nobody signed in" } as const;

/** Kinds of targets, as their prefix says them: `profile:<id>`. */
export const TARGET_KINDS: Readonly<Record<string, string>> = {
  profile: "Profile",
  user: "User",
  key: "API key",
  bound: "Bound",
  catalog: "Catalog",
  source: "Source of models",
  model: "Model",
  settings: "Settings",
  audit: "Audit",
};

/** What things are called, by their ids. */
export type Names = Readonly<Record<string, string>>;

/** Who did it: a user by name where there is one. */
export function actorText(actor: string, names: Names): string {
  if (Object.hasOwn(OTHER_ACTORS, actor)) return OTHER_ACTORS[actor as keyof typeof OTHER_ACTORS];
  return names[actor] ?? actor;
}

/** What it was done to: its kind, and which one of it where there are many. */
export function targetText(
  { target, before, after }: Pick<AuditEvent, "target" | "before" | "after">,
  names: Names,
): { kind: string; name: string | null } {
  const [prefix = "", ...rest] = target.split(":");
  const kind = TARGET_KINDS[prefix] ?? prefix;
  const id = rest.join(":");
  if (id === "") return { kind, name: null };
  // What is gone is called as it was.
  const was = after?.name ?? before?.name;
  const name = names[id] ?? (typeof was === "string" ? was : id);
  return { kind, name };
}
