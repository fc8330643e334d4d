import type { GpuFieldName } from "@/lib/registry/gpu";
import type { ImageFieldName } from "@/lib/registry/image";
import type { ParameterName } from "@/lib/registry/parameters";
import type { Value } from "@/lib/registry/types";

/**
 * Why a value is not sent: the engine has no such setting or refuses the value (`not_taken`), fixes
 * it when it starts (`load_time`), the task has no use for it (`not_for_this_task`), the engine has
 * no endpoint for the task (`no_capability`), the value means the same as sending nothing
 * (`no_meaning`), or the gateway applies it itself (`gateway`): nothing is lost then.
 */
export type DropCode =
  "not_taken" | "load_time" | "not_for_this_task" | "no_capability" | "no_meaning" | "gateway";

/** A value is sent within the engine's limits, as the engine's word for it, or with another field. */
export type ChangeCode = "clamped" | "renamed" | "merged";

export interface NotSent {
  to: "nowhere";
  code: DropCode;
  /** The reason, as a clause. Undefined: the engine has no such setting. */
  why: string | undefined;
}

/** Another value is sent for this one: a word of the engine, or the value of a parameter. */
type Replacement = ({ as: Value } | { as_parameter: ParameterName }) & { why: string };

interface Accepts {
  /** Images, embeddings and reranking have no such member. */
  text_only?: boolean;
  /** Numbers outside are sent as the nearest limit. */
  min?: number;
  max?: number;
  /** Of a longer list, the first items are sent. */
  max_items?: number;
  /** What becomes of an empty list; sent where not given. */
  empty?: NotSent;
  /** What becomes of single values, by the value as text: `-1`, `true`. */
  except?: Readonly<Record<string, Rule | Replacement>>;
  /** Why a value as it is set, or a size as it is sent, is not taken; undefined if it is. */
  refuses?: (value: Value) => string | undefined;
  /** A list is sent as text with this between its items. */
  joined_by?: string;
  /** `true` is sent as `false`, and the other way round. */
  inverted?: boolean;
  /**
   * How fields that share a name become one value: the smaller number, or `width` × `height`.
   * Otherwise the first field that is set decides, and one that contradicts it is not sent.
   */
  combine?: "smaller" | "size";
}

export interface Sent extends Accepts {
  /** With each request, or when the model is loaded. */
  to: "request" | "load";
  /** In a request a path: `options.num_ctx`. */
  name: string;
}

/** What an engine gets for one field. */
export type Rule = Sent | NotSent;

/** What an engine gets for every field; one rule may answer for a whole section. */
export interface WireTable {
  parameters: Readonly<Record<ParameterName, Rule>>;
  gpu_config: Readonly<Record<GpuFieldName, Rule>> | NotSent;
  image_settings: Readonly<Record<ImageFieldName, Rule>> | NotSent;
}

/** The value goes into the body of each request, at a path. */
export function request(name: string, accepts: Accepts = {}): Sent {
  return { to: "request", name, ...accepts };
}

/** The value is a setting that the model is loaded with; changing it loads the model again. */
export function load(name: string, accepts: Accepts = {}): Sent {
  return { to: "load", name, ...accepts };
}

/** The engine has no such setting, or `why` it does not take the value. */
export function notTaken(why?: string): NotSent {
  return { to: "nowhere", code: "not_taken", why };
}

/** The engine has the setting, but fixes it when it starts. */
export function fixedAtStart(why: string): NotSent {
  return { to: "nowhere", code: "load_time", why };
}

/** Sending nothing means the same. */
export function noMeaning(why: string): NotSent {
  return { to: "nowhere", code: "no_meaning", why };
}
