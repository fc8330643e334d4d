import { asObject } from "@/lib/objects";

/** What a server answers: its JSON is undefined if it sent something else. */
export interface Reply {
  status: number;
  json: unknown;
}

/** A server to ask. */
export interface Asked {
  /** Asks for a path below the engine's root, such as `/props`. @throws if nothing answers */
  get: (path: string) => Promise<Reply>;
  /** Its list of models as OpenAI has it, wherever it is; the answer of the last URL if there is none. */
  list: () => Promise<Reply>;
}

/** A model as its engine tells of it. */
export interface ModelFacts {
  name: string;
  /** The context in tokens that a request gets; null if it is not known. */
  context: number | null;
  /** In the engine's words: `loaded`, `unloaded`, `loading`; null if it does not say. */
  state: string | null;
}

/** What an engine tells of itself. */
export interface EngineFacts {
  status: "up" | "loading";
  version: string | null;
  models: ModelFacts[];
}

/** Reads what one kind of engine tells. */
export interface FactReader {
  /** The engine's facts; a reply that is none of them is the reason why it is not up. */
  read: (server: Asked) => Promise<EngineFacts | Refusal>;
  /** True if the server answers as only this kind does. */
  recognizes: (server: Asked) => Promise<boolean>;
}

/** A reply that does not fit, and to what. */
export interface Refusal {
  path: string;
  status: number;
}

/** True for what `read` gives if the engine is not up. */
export function isRefusal(result: EngineFacts | Refusal): result is Refusal {
  return "path" in result;
}

/** The objects in a list of a reply: `data` or `models`; null if it has none. */
export function itemsIn(reply: Reply, name: string): Readonly<Record<string, unknown>>[] | null {
  const list = reply.status === 200 ? asObject(reply.json)[name] : null;
  return Array.isArray(list) ? list.map(asObject) : null;
}

/** The same, where null is an empty list: Go programs write so. */
export function listedIn(reply: Reply, name: string) {
  const isEmpty = reply.status === 200 && asObject(reply.json)[name] === null;
  return isEmpty ? [] : itemsIn(reply, name);
}

/** A text, or null for anything else. */
export function textIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** A number of tokens, or null for anything else. */
export function tokensIn(value: unknown): number | null {
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : null;
}
