import { type Engine, ENGINES } from "@/lib/registry/engines";
import { SECTIONS, takesField } from "@/lib/registry/fields";
import {
  type Field,
  type Section,
  SECTION_NAMES,
  type TaskKind,
  type Value,
  type Values,
} from "@/lib/registry/types";
import {
  combine,
  type Context,
  convert,
  isPart,
  type Part,
  type Result,
  type Setting,
} from "./convert";
import { LLAMA_CPP } from "./llama-cpp/wire";
import { LM_STUDIO } from "./lm-studio/wire";
import { changedMessage, droppedMessage, sentText } from "./messages";
import { OLLAMA } from "./ollama/wire";
import { OPENAI } from "./openai/wire";
import { OPENAI_COMPATIBLE } from "./openai-compatible/wire";
import {
  type ChangeCode,
  type DropCode,
  type NotSent,
  notTaken,
  type Rule,
  type WireTable,
} from "./rules";
import { VLLM } from "./vllm/wire";

/** What each engine gets for each field. */
const TABLES: Readonly<Record<Engine, WireTable>> = {
  ollama: OLLAMA,
  llama_cpp: LLAMA_CPP,
  vllm: VLLM,
  lm_studio: LM_STUDIO,
  openai: OPENAI,
  openai_compatible: OPENAI_COMPATIBLE,
};

/** The values that a profile comes to, as `GET /api/resolve` gives them. */
export type EffectiveValues = { system_prompt: string } & Readonly<Record<Section, Values | null>>;

type Message = Readonly<{ role: "system"; content: string }>;
interface Body {
  [name: string]: Value | Body | readonly Message[];
}

/** What goes to an engine for a profile, and what does not go as it is set. */
export interface Wire {
  /** Members of the request's body. */
  request: Body;
  /** Settings that the model is loaded with, by the engine's names for them. */
  load: Record<string, Value>;
  /** The paths of the values in `load`. */
  loadPaths: string[];
  dropped: { path: string; value: Value; code: DropCode; message: string }[];
  changed: { path: string; from: Value; to: Value; code: ChangeCode; message: string }[];
}

const KIND_WORDS: Readonly<Record<TaskKind, string>> = {
  text: "text",
  embedding: "embeddings",
  reranking: "reranking",
  image: "images",
};

const SYSTEM_PROMPT: Field = {
  name: "system_prompt",
  label: "System prompt",
  help: "",
  type: "string",
  max_length: Infinity,
};

/** The gateway times, retries and guards a call; no engine takes a setting for it. */
const GATEWAY: NotSent = { to: "nowhere", code: "gateway", why: "the gateway applies it itself" };

/** Why a value does not go to the engine for this kind of task, whatever it is. */
function unusedReason(path: string, { engine, kind }: Context): NotSent | undefined {
  const tasks: readonly TaskKind[] = ENGINES[engine].tasks;
  const words = KIND_WORDS[kind];
  if (!tasks.includes(kind)) {
    const why = `${ENGINES[engine].label} has no endpoint for ${words}`;
    return { to: "nowhere", code: "no_capability", why };
  }
  const isUsed = path === "system_prompt" ? kind === "text" : takesField(kind, path);
  return isUsed
    ? undefined
    : { to: "nowhere", code: "not_for_this_task", why: `not used for ${words}` };
}

function isForAll(rules: NotSent | Readonly<Record<string, Rule>>): rules is NotSent {
  return rules.to === "nowhere";
}

function ruleFor({ path, field }: Setting, section: Section, context: Context): Rule {
  if (section === "circuit_breaker") return GATEWAY;
  const unused = unusedReason(path, context);
  if (unused) return unused;
  const rules: NotSent | Readonly<Record<string, Rule>> = TABLES[context.engine][section];
  return isForAll(rules) ? rules : (rules[field.name] ?? notTaken());
}

/** Where an engine takes each parameter. */
export function acceptedParameters(
  engine: Engine,
): Record<"request" | "load" | "not_taken", string[]> {
  const entries = Object.entries(TABLES[engine].parameters);
  const at = (to: Rule["to"]) => entries.filter(([, rule]) => rule.to === to).map(([name]) => name);
  return { request: at("request"), load: at("load"), not_taken: at("nowhere") };
}

/** What becomes of every value that is set, in the order of the registry. */
function decide(effective: EffectiveValues, context: Context): Map<Setting, Result> {
  const results = new Map<Setting, Result>();
  for (const section of SECTION_NAMES) {
    for (const field of SECTIONS[section]) {
      const value = effective[section]?.[field.name];
      if (value === undefined) continue;
      const setting = { path: `${section}.${field.name}`, field, value };
      results.set(setting, convert(ruleFor(setting, section, context), setting, context));
    }
  }
  return results;
}

/** Makes one value of what is sent under one name. */
function combineSameNames(results: Map<Setting, Result>): void {
  const byName = new Map<string, Part[]>();
  for (const result of results.values()) {
    if (!isPart(result)) continue;
    const { rule } = result;
    const target = `${rule.to} ${rule.name}`;
    byName.set(target, [...(byName.get(target) ?? []), result]);
  }
  for (const parts of byName.values()) {
    combine(parts).forEach((result, index) => {
      const setting = parts[index]?.setting;
      if (setting) results.set(setting, result);
    });
  }
}

function put(body: Body, path: string, value: Body[string]): void {
  const [name = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    body[name] = value;
    return;
  }
  const inner = body[name];
  const nested = isBody(inner) ? inner : {};
  body[name] = nested;
  put(nested, rest.join("."), value);
}

function isBody(value: Body[string] | undefined): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSame(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function addPart(wire: Wire, { setting, rule, value, change }: Part): void {
  if (rule.to === "request") put(wire.request, rule.name, value);
  else {
    wire.load[rule.name] = value;
    wire.loadPaths.push(setting.path);
  }
  const { path, field, value: from } = setting;
  if (isSame(from, value)) return;
  const message = changedMessage(field, from, sentText(rule.name, value), change?.why);
  wire.changed.push({ path, from, to: value, code: change?.code ?? "renamed", message });
}

function addPrompt(wire: Wire, prompt: string, context: Context): void {
  if (prompt === "") return;
  const unused = unusedReason("system_prompt", context);
  if (!unused) {
    wire.request.messages = [{ role: "system", content: prompt }];
    return;
  }
  const message = droppedMessage(context.engine, SYSTEM_PROMPT, prompt, unused);
  wire.dropped.push({ path: "system_prompt", value: prompt, code: unused.code, message });
}

/**
 * What an engine gets for a profile's effective values in a task of a kind. Every value that is set
 * is sent as it is, is sent as another value and listed in `changed`, or is listed in `dropped`.
 * Null is not sent, and neither is what nobody sets: the engine's own default applies.
 */
export function toWire(engine: Engine, effective: EffectiveValues, kind: TaskKind): Wire {
  const context: Context = { engine, kind, parameters: effective.parameters ?? {} };
  const wire: Wire = { request: {}, load: {}, loadPaths: [], dropped: [], changed: [] };
  addPrompt(wire, effective.system_prompt, context);
  const results = decide(effective, context);
  combineSameNames(results);
  for (const [{ path, field, value }, result] of results) {
    if (isPart(result)) {
      addPart(wire, result);
      continue;
    }
    const message = droppedMessage(engine, field, value, result);
    wire.dropped.push({ path, value, code: result.code, message });
  }
  return wire;
}
