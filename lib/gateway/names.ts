import { AppError } from "@/lib/errors";
import { findTask, TASK_KEYS } from "@/lib/registry/tasks";
import { nameKey } from "@/lib/values/content";
import { closestIds } from "@/lib/values/unknown-model";

/** What the member `model` of a request names. */
export type ModelName =
  | { kind: "task"; task: string }
  | { kind: "profile_id"; id: string }
  | { kind: "profile_name"; name: string }
  | { kind: "model"; id: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PREFIXED = /^(task|profile|model):(.+)$/s;

function profileName(text: string): ModelName {
  return UUID.test(text)
    ? { kind: "profile_id", id: text.toLowerCase() }
    : { kind: "profile_name", name: text };
}

/**
 * `task:primary`, `profile:<uuid or name>`, `model:<id>`, or a bare uuid or name; undefined for
 * anything else. A name with a colon needs its prefix.
 */
export function parseModelName(text: string): ModelName | undefined {
  const [, prefix, rest = ""] = PREFIXED.exec(text) ?? [];
  if (prefix === "task") return { kind: "task", task: rest };
  if (prefix === "model") return { kind: "model", id: rest };
  if (prefix === "profile") return profileName(rest);
  return text === "" || text.includes(":") ? undefined : profileName(text);
}

/** A name in its only form: `task:1` is `task:primary`, and the case of a profile's name does not matter. */
function canonical(text: string): string {
  const name = parseModelName(text);
  switch (name?.kind) {
    case "task":
      return `task:${findTask(name.task)?.key ?? name.task}`;
    case "profile_id":
      return `profile:${name.id}`;
    case "profile_name":
      return `profile:${nameKey(name.name)}`;
    case "model":
    case undefined:
      return text;
  }
}

/** True if a key with these models may request one; null allows every model. */
export function allowsModel(models: readonly string[] | null, requested: string): boolean {
  if (models === null) return true;
  const wanted = canonical(requested);
  return models.some((model) => canonical(model) === wanted);
}

/** The names of all tasks. */
const TASK_NAMES: readonly string[] = TASK_KEYS.map((key) => `task:${key}`);

/** 404 that names the three closest; `profiles` are the names that the caller could have meant. */
export function modelNotFound(requested: string, profiles: Iterable<string>): AppError {
  const known = [...TASK_NAMES, ...[...profiles].map((name) => `profile:${name}`)];
  const closest = closestIds(requested, known).join(", ");
  const shown = requested.length > 200 ? `${requested.slice(0, 200)}…` : requested;
  return new AppError(
    "model_not_found",
    `There is no model “${shown}”; the closest are ${closest}.`,
  );
}
