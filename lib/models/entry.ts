import { z } from "zod";
import { PARAMETERS } from "@/lib/registry/parameters";
import { fieldSchema, text } from "@/lib/registry/zod";
import { validate } from "@/lib/validation";
import { asObject, isObject } from "@/lib/objects";
import { CONTEXT_NAMES, contextOf, type Reported, sizeOf, taskOf, timeOf } from "./reported";
import { type CatalogFault, type ModelEntry, modelEntry } from "./schema";

/** Where an entry comes from. */
export interface EntryOrigin {
  /** For entries that name no provider; a server's entries always get it. */
  provider: string;
  /** The catalog file: its additional fields are kept, because its author chose them. */
  isFile: boolean;
}

type Note = Omit<CatalogFault, "index">;

/** The entry, with a note on each detail that is treated as unknown; or why there is none. */
export type EntryResult = { entry: ModelEntry; notes: Note[] } | { entry: null; errors: Note[] };

type Json = Record<string, unknown>;

/** Texts and lists from servers; what is longer is not a detail of a model. */
const MOST_TEXT = 300;
const MOST_ITEMS = 32;

const DETAILS = modelEntry.shape.details.shape;
const ARCHITECTURE = DETAILS.architecture.unwrap().unwrap().shape;
const CAPABILITIES = z.array(text(1, 100));
const PARAMETER_SCHEMAS = Object.fromEntries(
  PARAMETERS.map((field) => [field.name, fieldSchema(field)]),
);
/** Read one by one below, or required and given. */
const { id: ID, details: _details, parameters: _parameters, ...ROOT } = modelEntry.shape;
const { architecture: _architecture, ...PLAIN_DETAILS } = DETAILS;

/** Why a value does not fit the schema; undefined if it does. */
function whyNot(schema: z.ZodType, value: unknown): string | undefined {
  return validate(schema, value).faults?.[0]?.message;
}

const LISTS = new Map<z.ZodType, boolean>();

/** True if the schema is one of a list. */
function isListSchema(schema: z.ZodType): boolean {
  const known = LISTS.get(schema) ?? whyNot(schema, []) === undefined;
  LISTS.set(schema, known);
  return known;
}

const isNothing = (value: unknown) => value === undefined || value === null || value === "";

/** Reads fields one by one and notes those that are dropped. */
class Fields {
  readonly notes: Note[] = [];

  constructor(private readonly isFile: boolean) {}

  drop(path: string, reason: string): void {
    // A reason names the place inside the value first, if there is one.
    const clean = reason.replace(/^\d+(\.\w+)* /, "").replace("; you entered", "; got");
    const message = `${path} ${clean}; treated as unknown`;
    this.notes.push({ path, message });
  }

  private list(schema: z.ZodType, items: readonly unknown[], path: string): unknown {
    if (!this.isFile && items.length > MOST_ITEMS) {
      this.drop(path, `has more than ${MOST_ITEMS} items`);
      return undefined;
    }
    const kept = items.filter((item) => whyNot(schema, [item]) === undefined);
    if (kept.length === items.length) return kept;
    this.drop(path, whyNot(schema, items) ?? "is not valid");
    return kept.length > 0 ? kept : undefined;
  }

  /** The value, without the items that do not fit if it is a list; undefined if it is unknown. */
  value(schema: z.ZodType, value: unknown, path: string): unknown {
    if (isNothing(value)) return undefined;
    if (!this.isFile && typeof value === "string" && value.length > MOST_TEXT) {
      this.drop(path, `has more than ${MOST_TEXT} characters`);
      return undefined;
    }
    if (Array.isArray(value) && isListSchema(schema)) return this.list(schema, value, path);
    const reason = whyNot(schema, value);
    if (reason === undefined) return value;
    this.drop(path, reason);
    return undefined;
  }

  all(schemas: Readonly<Record<string, z.ZodType>>, raw: Json, path = ""): Json {
    const read = Object.entries(schemas).flatMap(([name, schema]) => {
      const value = this.value(schema, raw[name], path + name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(read);
  }

  /** An object, or an empty one in its place. */
  object(value: unknown, path: string): Json {
    if (!isObject(value) && !isNothing(value)) this.drop(path, "must be an object");
    return asObject(value);
  }
}

/** What only the file may add: fields that the catalog does not know. */
function further(raw: Json, known: object, isFile: boolean): Json {
  if (!isFile) return {};
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !Object.hasOwn(known, name)));
}

/** Notes what was given as the context length, none of which can be used. */
function noteContext(fields: Fields, raw: Json, inDetails: unknown): void {
  const schema = DETAILS.context_length;
  fields.value(schema, inDetails, "details.context_length");
  for (const name of CONTEXT_NAMES) fields.value(schema, raw[name], name);
}

function readDetails(fields: Fields, raw: Reported, isFile: boolean): Json {
  const given = fields.object(raw.details, "details");
  const details = { ...given, context_length: contextOf(raw) };
  const read = fields.all(PLAIN_DETAILS, details, "details.");
  if (read.context_length === undefined) noteContext(fields, raw, given.context_length);
  const architecture = isFile ? fields.object(given.architecture, "details.architecture") : {};
  const inner = fields.all(ARCHITECTURE, architecture, "details.architecture.");
  return {
    ...further(given, DETAILS, isFile),
    ...read,
    ...(isFile && !isNothing(given.architecture)
      ? { architecture: { ...further(architecture, ARCHITECTURE, true), ...inner } }
      : {}),
  };
}

/** What Ollama says a model can do; the file keeps whatever it has. */
function readCapabilities(fields: Fields, raw: Json): Json {
  const capabilities = fields.value(CAPABILITIES, raw.capabilities, "capabilities");
  return capabilities === undefined ? {} : { capabilities };
}

/** Recommended parameters; only the file has them. */
function readParameters(fields: Fields, raw: Json): Json {
  const given = fields.object(raw.parameters, "parameters");
  const unknown = further(given, PARAMETER_SCHEMAS, true);
  for (const name of Object.keys(unknown)) {
    fields.notes.push({
      path: `parameters.${name}`,
      message: `parameters.${name} is not a parameter; ignored`,
    });
  }
  return fields.all(PARAMETER_SCHEMAS, given, "parameters.");
}

function firstText(...values: readonly unknown[]): unknown {
  return values.find((value) => typeof value === "string" && value !== "");
}

/** `models/` before the id is how Gemini lists its models; requests take the id without it. */
function idOf(raw: Json, isFile: boolean): unknown {
  const id = raw.id ?? firstText(raw.name, raw.model);
  return !isFile && typeof id === "string" ? id.replace(/^models\//, "") : id;
}

/** The known fields that the entry itself gives, with what it reports in other ways. */
function readRoot(fields: Fields, raw: Json, id: string, { provider, isFile }: EntryOrigin): Json {
  const read = fields.all(ROOT, {
    ...raw,
    name: isFile ? raw.name : (firstText(raw.display_name, raw.name) ?? id),
    provider: isFile ? raw.provider : provider,
    size: sizeOf(raw) ?? raw.size,
    modified_at: timeOf(raw),
    // Noted if it is not one of the catalog's tasks, and reported or guessed then.
    task: isFile ? raw.task : undefined,
  });
  if (!isNothing(raw.modified_at) && timeOf(raw) === null) {
    fields.drop("modified_at", "must be a time between 2000 and 2100");
  }
  const model = isFile ? read.model : firstText(raw.model, id);
  return { provider, ...read, name: read.name ?? id, model: model ?? id, task: taskOf(raw, id) };
}

/**
 * An entry of the catalog from whatever a file or a server says of a model. Only a missing or unusable
 * id is an error; every other detail that cannot be used is unknown.
 */
export function readEntry(candidate: unknown, origin: EntryOrigin): EntryResult {
  const { isFile } = origin;
  if (!isObject(candidate)) {
    return { entry: null, errors: [{ path: "", message: "must be an object with an id" }] };
  }
  const raw = candidate;
  const id = idOf(raw, isFile);
  const reason = whyNot(ID, id);
  if (typeof id !== "string" || reason !== undefined) {
    return { entry: null, errors: [{ path: "id", message: `id ${reason ?? "must be text"}` }] };
  }
  const fields = new Fields(isFile);
  const parameters = isFile && !isNothing(raw.parameters) ? readParameters(fields, raw) : undefined;
  const entry = modelEntry.parse({
    ...further(raw, modelEntry.shape, isFile),
    ...readRoot(fields, raw, id, origin),
    id,
    details: readDetails(fields, raw, isFile),
    ...(parameters ? { parameters } : {}),
    ...(isFile || !Array.isArray(raw.capabilities) ? {} : readCapabilities(fields, raw)),
  });
  return { entry, notes: fields.notes };
}
