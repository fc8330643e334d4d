import type { ModelEntry } from "@/lib/models/schema";
import { fieldAt } from "@/lib/registry/fields";
import type { Task, TaskKind, Value, Values } from "@/lib/registry/types";
import { same } from "@/lib/values/changes";
import { BLANK_CONTENT } from "@/lib/values/content";
import { type Effective, inherit, type Inherited, type Link } from "@/lib/values/inherit";
import type { Warning } from "@/lib/values/layers";
import type { Limit } from "@/lib/values/limits";
import type { Changed } from "./report";

/** What a request's `model` stands for. */
export interface Resolution {
  /** The profile and its bases, nearest first; empty for a model without a profile. */
  chain: readonly Link[];
  profile: {
    id: string;
    name: string;
    revision: number;
    source: string;
    user_id: string;
    created_at: string;
  } | null;
  task: Task | null;
  kind: TaskKind;
  model: ModelEntry;
  /** What admins limit for the task. */
  limits: readonly Limit[];
  /** What applies if the caller sets nothing. */
  own: Inherited;
  warnings: readonly Warning[];
  /** True if the owner of the profile keeps the requests through it with their texts. */
  keepsTexts: boolean;
}

/** Values that the caller sets, by the registry's names. */
export interface CallerValues {
  parameters: Values;
  image_settings: Values | null;
}

/** The values of a request. */
export interface Merged {
  effective: Effective;
  /** Path of a value → `caller`, `profile`, `base:<uuid>`, `model`, `lab` or `bound`. */
  sources: Readonly<Record<string, string>>;
  /** Values of the profile that the caller replaced. */
  overridden: string[];
  changed: Changed[];
  warnings: Warning[];
}

const CALLER = "caller";
const CAP = "max_tokens";
const MAX_STOPS = 16;

/** Of two limits on the length the smaller applies; of two lists of stop strings both, the caller's first. */
function combined(given: Values, own: Values, changed: Changed[]): Values {
  const values: Record<string, Value> = { ...given };
  const [cap, ownCap] = [given[CAP], own[CAP]];
  if (typeof cap === "number" && typeof ownCap === "number" && ownCap < cap) {
    const message = `The profile allows at most ${ownCap} tokens.`;
    changed.push({ name: CAP, from: cap, to: ownCap, code: "clamped", message });
    delete values[CAP];
  }
  if (Array.isArray(given.stop) && Array.isArray(own.stop)) {
    const all = [...new Set([...given.stop, ...own.stop].map(String))].slice(0, MAX_STOPS);
    if (!same(all, given.stop)) {
      const message = "The profile's stop strings are added.";
      changed.push({ name: "stop", from: given.stop, to: all, code: "merged", message });
    }
    values.stop = all;
  }
  return values;
}

/** The source of each value, seen from the profile: the caller's values are below it in the chain. */
function sourcesOf(provenance: Readonly<Record<string, string>>, chain: readonly Link[]) {
  const profile = `base:${chain[0]?.id}`;
  const rename = (source: string) => {
    if (source === "profile") return CALLER;
    return source === profile ? "profile" : source;
  };
  return Object.fromEntries(
    Object.entries(provenance).map(([path, source]) => [path, rename(source)]),
  );
}

function isOfProfile(source: string | undefined): boolean {
  return source === "profile" || source?.startsWith("base:") === true;
}

/** The caller's values that an admin's limit changed. */
function clampedIn(given: Values, section: string, effective: Values, sources: Merged["sources"]) {
  return Object.entries(given).flatMap(([name, from]): Changed[] => {
    const to = effective[name];
    const path = `${section}.${name}`;
    if (sources[path] !== "bound" || to === undefined || same(from, to)) return [];
    const label = fieldAt(path)?.label ?? name;
    const message = `${label} is limited by an admin.`;
    return [{ name, from, to, code: "clamped", message }];
  });
}

/**
 * The values of a request: the caller's, then the profile's and those of its bases, then the model's;
 * then the limits of admins apply. What none of them sets is absent.
 */
export function merge(resolution: Resolution, given: CallerValues): Merged {
  const { chain, model, kind, limits, own } = resolution;
  const isEmpty = Object.keys({ ...given.parameters, ...given.image_settings }).length === 0;
  if (isEmpty) {
    const { effective, provenance: sources } = own;
    return { effective, sources, overridden: [], changed: [], warnings: [...own.warnings] };
  }
  const changed: Changed[] = [];
  const parameters = combined(given.parameters, own.effective.parameters, changed);
  const caller = { ...BLANK_CONTENT, id: CALLER, parameters, image_settings: given.image_settings };
  const { effective, provenance, warnings } = inherit([caller, ...chain], model, kind, limits);
  const sources = sourcesOf(provenance, chain);
  const overridden = Object.entries(parameters).flatMap(([name, value]) => {
    const path = `parameters.${name}`;
    const before = own.effective.parameters[name];
    const isReplaced = name !== "stop" && before !== undefined && !same(before, value);
    return isReplaced && sources[path] === CALLER && isOfProfile(own.provenance[path])
      ? [name]
      : [];
  });
  changed.push(
    ...clampedIn(parameters, "parameters", effective.parameters, sources),
    ...clampedIn(
      given.image_settings ?? {},
      "image_settings",
      effective.image_settings ?? {},
      sources,
    ),
  );
  return { effective, sources, overridden, changed, warnings };
}
