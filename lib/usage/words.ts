import { DISCONNECTED, ERRORS } from "@/lib/errors";
import { isKeyOf } from "@/lib/objects";
import { findTask } from "@/lib/registry/tasks";

export const OWNERS = ["me", "all"] as const;
export const GROUPS = ["profile", "model", "key", "task", "engine", "revision"] as const;
export type Group = (typeof GROUPS)[number];

type Names = Readonly<Record<string, string>>;

/** What a group of requests is called; `revision` groups are `<profile id>/3`. */
export function groupText(by: Group, group: string | null, names: Names): string {
  if (group === null) return by === "key" ? "Browser" : "Unknown";
  if (by === "task") return findTask(group)?.label ?? group;
  if (by === "model" || by === "engine") return group;
  const [id = "", revision] = group.split("/");
  const name = names[id] ?? (by === "key" ? "Another's or revoked key" : "Deleted profile");
  return revision === undefined ? name : `${name}, revision ${revision}`;
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** A count, short: `1.2K`. */
export function amountText(count: number): string {
  return compact.format(count);
}

/** A duration as people read it: `240 ms`, `2.1 s`; a dash if there is none. */
export function durationText(ms: number | null): string {
  if (ms === null) return "–";
  const whole = Math.round(ms);
  if (whole < 1000) return `${whole} ms`;
  // From here on, one digit would round up to 10.0.
  return `${(whole / 1000).toFixed(whole < 9950 ? 1 : 0)} s`;
}

/** True for a try with values that were not saved: its task was resolved, but to no saved profile. */
export function isUnsaved({ task, model, profile_id }: ResolvedRequest): boolean {
  return task !== null && model !== null && profile_id === null;
}

type ResolvedRequest = Readonly<Record<"task" | "model" | "profile_id", string | null>>;

interface Outcome {
  status: number;
  code: string | null;
  stopped_by: string | null;
}

/** The error's title; a code of another version is shown as it is stored. */
function errorText({ status, code }: Outcome): string {
  if (code === null) return `Error ${status}`;
  return isKeyOf(ERRORS, code) ? ERRORS[code].title : code;
}

/** How a request ended, in a word or its error's title. */
export function outcomeText(outcome: Outcome): string {
  const { status, stopped_by } = outcome;
  if (status === DISCONNECTED) return "Canceled";
  if (status >= 400) return errorText(outcome);
  return stopped_by === null ? "OK" : `Stopped: ${stopped_by}`;
}
