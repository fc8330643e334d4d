import { isKeyOf } from "@/lib/objects";
import { fieldAt } from "@/lib/registry/fields";
import { findTask, TASKS } from "@/lib/registry/tasks";
import { listText } from "@/lib/registry/words";
import type { AuditEvent } from "./schema";

/** Every action that the audit records, with its label. */
export const AUDIT_ACTIONS = {
  "profile.create": "Profile created",
  "profile.update": "Profile changed",
  "profile.duplicate": "Profile duplicated",
  "profile.restore": "Profile restored",
  "profile.rebase": "Base of a profile changed",
  "profile.reset": "Default reset",
  "profile.delete": "Profile deleted",
  "profile.undelete": "Profile restored from the trash",
  "profile.purge": "Profile deleted for good",
  "profile.move": "Profiles switched to another model",
  "profile.keep": "Keeping requests with texts",
  "profile.unkeep": "No longer keeping requests",
  "profile.empty_kept": "Kept requests deleted",
  "config.update": "Assignments changed",
  "assignment.revert": "Assignments reset to defaults",
  "task.update": "Task changed",
  "task.undo": "Task change undone",
  "task.restore": "Assignment restored",
  "key.create": "API key created",
  "key.revoke": "API key revoked",
  "user.create": "User created",
  "user.invite": "User invited",
  "user.withdraw": "Invitation withdrawn",
  "user.update": "User changed",
  "user.password": "Password changed",
  "user.sign_out": "Signed out everywhere",
  "user.session_end": "Session ended",
  "user.reset_link": "Password reset link created",
  "user.password_reset": "Password reset",
  "bound.set": "Limit set",
  "bound.remove": "Limit removed",
  "catalog.sync": "Catalog updated",
  "model.correct": "Model corrected",
  "model.uncorrect": "Correction of a model removed",
  "engine.create": "Engine added",
  "engine.update": "Engine changed",
  "engine.remove": "Engine removed",
  "settings.update": "Settings changed",
  "audit.expire": "Expired events removed",
} as const satisfies Readonly<Record<string, string>>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** Actions that are not recorded any more, which older events have. */
const FORMER_ACTIONS: Readonly<Record<string, string>> = {
  "source.create": "Model source added",
  "source.update": "Model source changed",
  "source.remove": "Model source removed",
};

/** The groups of actions whose prefix is not a kind of target. */
const OTHER_GROUPS: Readonly<Record<string, string>> = {
  config: "Assignments",
  assignment: "Assignments",
};

/** The group under which a list shows an action. */
export function actionGroup(action: string): string {
  const [prefix = ""] = action.split(".");
  return TARGET_KINDS[prefix] ?? OTHER_GROUPS[prefix] ?? prefix;
}

/** The label of an action; an action of another version is shown as it is stored. */
export function actionText(action: string): string {
  return isKeyOf(AUDIT_ACTIONS, action)
    ? AUDIT_ACTIONS[action]
    : (FORMER_ACTIONS[action] ?? action);
}

/** Actors other than users. */
export const OTHER_ACTORS = { system: "System", anonymous: "Signed out" } as const;

/** Kinds of targets by the prefix of a target, such as `profile:<id>`. */
export const TARGET_KINDS: Readonly<Record<string, string>> = {
  profile: "Profile",
  task: "Task",
  tasks: "Tasks",
  user: "User",
  key: "API key",
  bound: "Limit",
  catalog: "Catalog",
  engine: "Engine",
  source: "Model source",
  model: "Model",
  settings: "Settings",
  audit: "Audit",
};

/** Names of users, profiles, keys and engines by their ids. */
export type Names = Readonly<Record<string, string>>;

/** The name of an actor; its id if the user is deleted. */
export function actorText(actor: string, names: Names): string {
  if (isKeyOf(OTHER_ACTORS, actor)) return OTHER_ACTORS[actor];
  return names[actor] ?? actor;
}

/** Who did an event: an actor, or somebody signed out as the user whom it is about. */
export function authorText(
  event: Pick<AuditEvent, "actor" | "action" | "target" | "before" | "after">,
  names: Names,
): string {
  const actor = actorText(event.actor, names);
  if (event.actor !== "anonymous" || !event.target.startsWith("user:")) return actor;
  const { name } = targetText(event, names);
  return event.action === "user.create"
    ? `${name} (registered)`
    : `${name} (${actor.toLowerCase()})`;
}

type Target = Pick<AuditEvent, "target" | "before" | "after">;

/** Tasks that are named; the others are counted. */
const MAX_NAMED = 3;

/** The tasks of a change of several; null for a change that names none. */
function tasksText({ before, after }: Target): string | null {
  const changed = TASKS.filter(({ key }) => key in { ...before, ...after });
  if (changed.length === 0) return null;
  const named = changed.slice(0, MAX_NAMED).map(({ label }) => label);
  const more = changed.length - named.length;
  return listText(more > 0 ? [...named, `${more} more`] : named);
}

/** The kind of a target, and its name; null if there is only one of the kind. */
export function targetText(event: Target, names: Names): { kind: string; name: string | null } {
  const { target, before, after } = event;
  const [prefix = "", ...rest] = target.split(":");
  const kind = TARGET_KINDS[prefix] ?? prefix;
  const id = rest.join(":");
  if (prefix === "tasks") return { kind, name: tasksText(event) };
  if (id === "") return { kind, name: null };
  if (prefix === "task") return { kind, name: findTask(id)?.label ?? id };
  if (prefix === "bound") return { kind, name: fieldAt(id)?.label ?? id };
  // A deleted target has the name that the event recorded.
  const recorded = after?.name ?? before?.name;
  const name = names[id] ?? (typeof recorded === "string" ? recorded : id);
  return { kind, name };
}
