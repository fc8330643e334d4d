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
