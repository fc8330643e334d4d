import { inFieldOrder, pathLabel, type Side, sideOf, type Words } from "@/lib/values/describe";
import { type Change, same } from "@/lib/values/changes";
import { fieldAt } from "@/lib/registry/fields";
import { isObject } from "@/lib/objects";
import { findTask } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { amountText, countWords } from "@/lib/registry/words";
import type { AuditEvent } from "./schema";
import type { Names } from "./labels";

/** Labels of fields that profiles do not have. */
const LABELS: Readonly<Record<string, string>> = {
  email: "Email address",
  role: "Role",
  disabled: "Disabled",
  browser: "Browser",
  scopes: "Scopes",
  expires_at: "Expires",
  registration_open: "Registration open",
  audit_days: "Days to keep audit events",
  request_days: "Days to keep gateway requests",
  usage_days: "Days to keep hourly usage totals",
  tasks: "Tasks",
  task: "Task",
  profile_id: "Profile",
  profiles: "Profiles",
  path: "Field",
  min: "Minimum",
  max: "Maximum",
  fixed: "Fixed",
  added: "Added",
  updated: "Updated",
  removed: "Removed",
  moved: "Profiles switched",
  left: "Profiles skipped",
  kind: "Kind",
  provider: "Provider name",
  context_length: "Context length",
  address: "URL",
  has_token: "Has a token",
  token_replaced: "Token replaced",
  models: "Models",
  catalog: "Models in the catalog",
  adds_models: "Adds its models",
  priority: "Priority",
  max_parallel: "Requests at once",
  local: "On a private network",
  flags: "Flags",
  has_key: "Has a key",
  key_replaced: "Key replaced",
  address_replaced: "URL replaced",
  more_fields: "More fields",
  enabled: "Enabled",
  events: "Events removed",
  older_than: "Older than",
};

/** Items of a list that are shown; the others are counted. */
const MAX_ITEMS = 20;

/** A time of this server, in UTC; a model server may report other time zones. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*Z$/;

/** The task and the field of a path such as `engineering.parameters.temperature`; others have no task. */
function splitTask(path: string): { task?: Task; field: string } {
  const dot = path.indexOf(".");
  const task = dot === -1 ? undefined : findTask(path.slice(0, dot));
  return task ? { task, field: path.slice(dot + 1) } : { field: path };
}

function labelOf(path: string): string {
  const { task, field } = splitTask(path);
  if (task) return `${task.label} · ${labelOf(field)}`;
  const label = LABELS[path] ?? findTask(path)?.label ?? pathLabel(path);
  if (label !== path || path.includes(".")) return label;
  // A field without a label here: its name, readable.
  const words = path.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The length of a private text, of which the audit stores nothing else: see `audited`. */
function lengthOf(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null || !("characters" in value)) return undefined;
  return typeof value.characters === "number" ? value.characters : undefined;
}

function listText(items: readonly unknown[]): string {
  if (items.length === 0) return "none";
  const shown = items.slice(0, MAX_ITEMS).map((item) => {
    const text = typeof item === "string" ? item : JSON.stringify(item);
    return findTask(text)?.label ?? text;
  });
  const more = items.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** True if the values of a field are ids of profiles. */
function isProfilePath(path: string): boolean {
  return path === "profile_id" || path === "base_profile_id" || findTask(path) !== undefined;
}

function textOf(path: string, value: unknown, names: Names): string | undefined {
  const length = lengthOf(value);
  if (length !== undefined) return countWords(length, "character");
  if (fieldAt(path)) return undefined;
  if (Array.isArray(value)) return listText(value);
  if (typeof value === "number" && path !== "type") return amountText(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "string") return undefined;
  if (path === "path") return pathLabel(value);
  if (path === "task") return findTask(value)?.label;
  if (TIME.test(value)) return `${value.slice(0, 10)} ${value.slice(11, 16)} UTC`;
  return names[value] ?? (isProfilePath(path) ? "a deleted profile" : undefined);
}

/** Labels and values of an event's fields, as text. */
export function auditWords(names: Names): Words {
  const side = (whole: string, value: unknown): Side => {
    const path = splitTask(whole).field;
    const known = textOf(path, value, names);
    if (known !== undefined) return { text: known, absent: false };
    const { text, unit, absent } = sideOf(path, value);
    return { text, unit, absent };
  };
  return { label: labelOf, side };
}

type Sides = Pick<AuditEvent, "before" | "after">;

/** What a task used: its profile, alone or with the values that changed. */
function fieldsOf(used: unknown): Sides["before"] {
  if (used === undefined) return null;
  return isObject(used) ? used : { profile_id: used };
}

/** A change as it is, or that of several tasks as the changes of each. */
function split(change: Change): Change[] {
  const { path, from, to } = change;
  if (!findTask(path) || !(isObject(from) || isObject(to))) return [change];
  const changes = changesOf({ before: fieldsOf(from), after: fieldsOf(to) });
  return changes.map((each) => ({ ...each, path: `${path}.${each.path}` }));
}

/** The fields that an event changed. */
export function changesOf({ before, after }: Sides): Change[] {
  const [from, to] = [before ?? {}, after ?? {}];
  const paths = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const changes = paths
    .filter((path) => !(path in from && path in to && same(from[path], to[path])))
    .map((path) => ({
      path,
      ...(path in from ? { from: from[path] } : {}),
      ...(path in to ? { to: to[path] } : {}),
    }));
  return inFieldOrder(changes).flatMap(split);
}
