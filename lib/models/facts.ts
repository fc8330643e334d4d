import type { ModelWithUse } from "./query";
import { providerText } from "@/lib/registry/engines";
import { amountText, modelTaskText } from "@/lib/registry/words";
import { loraNames } from "@/lib/values/model";
import { dayText, sizeText } from "./units";

/** A fact of a model, in words. */
export interface ModelFact {
  /** Where the fact is in an entry, the same for all models: `details.family`. */
  path: string;
  label: string;
  /** Null: the catalog does not tell. */
  text: string | null;
  unit?: string | undefined;
}

/** Any JSON in words. */
function anyText(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value === "number") return amountText(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (!Array.isArray(value)) return JSON.stringify(value);
  const texts = value.map((item) => anyText(item) ?? "nothing");
  return texts.length === 0 ? null : texts.join(", ");
}

/** `n_kv_heads` as a label: `N kv heads`. */
function labelOf(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type Told = Readonly<Record<string, unknown>>;

/** What facts of the catalog's file are called here, in the order they are read. */
const IDENTITY: Readonly<Record<string, string>> = {
  task: "Task",
  provider: "Provider",
  pipeline: "Pipeline",
  name: "Name",
  id: "ID",
  model: "Source",
};
const DETAILS: Readonly<Record<string, string>> = {
  description: "Description",
  specialization: "Specialization",
  family: "Family",
  families: "Families",
  parent_model: "Base model",
  parameter_size: "Parameters",
  quantization_level: "Quantization",
  context_length: "Context length",
  format: "Format",
  dtype: "Data type",
};
const FILE: Readonly<Record<string, string>> = {
  size: "Size",
  modified_at: "Modified",
  digest: "Digest",
};
const ARCHITECTURE: Readonly<Record<string, string>> = {
  n_layers: "Layers",
  n_kv_heads: "KV heads",
  head_dim: "Head dimension",
  n_experts: "Experts",
  n_experts_used: "Experts used",
  active_parameters: "Active parameters",
  n_sliding_layers: "Sliding-window layers",
};

/** Shown in a way of their own. */
const ELSEWHERE = new Set([
  "details",
  "parameters",
  "lora_weights",
  "available",
  "used_by",
  "correction",
]);

function named(told: Told, labels: Readonly<Record<string, string>>, above = ""): ModelFact[] {
  return Object.entries(labels).map(([name, label]) => ({
    path: above + name,
    label,
    text: anyText(told[name]),
  }));
}

/** What the file tells beyond the names that are known here. */
function others(told: Told, knownNames: (name: string) => boolean, above = ""): ModelFact[] {
  return Object.keys(told)
    .filter((name) => !knownNames(name))
    .map((name) => ({ path: above + name, label: labelOf(name), text: anyText(told[name]) }));
}

/** What identifies a model; its task and provider by their labels. */
function identityFacts(model: ModelWithUse): ModelFact[] {
  const { task, provider } = model;
  return named({ ...model, task: modelTaskText(task), provider: providerText(provider) }, IDENTITY);
}

function detailFacts(details: Told): ModelFact[] {
  const isKnown = (name: string) => Object.hasOwn(DETAILS, name) || name === "architecture";
  const facts = [...named(details, DETAILS, "details."), ...others(details, isKnown, "details.")];
  return facts.map((fact) =>
    fact.path === "details.context_length" && fact.text ? { ...fact, unit: "tokens" } : fact,
  );
}

function fileFacts(model: ModelWithUse): ModelFact[] {
  const { size, modified_at } = model;
  return named(model, FILE).map((fact) => {
    if (fact.path === "size" && size !== null) return { ...fact, text: sizeText(size) };
    if (fact.path === "modified_at" && modified_at) return { ...fact, text: dayText(modified_at) };
    return fact;
  });
}

/** A model's facts by what they are about. Names that this program does not know come too. */
export function factsOf(model: ModelWithUse) {
  const isTold = (name: string) =>
    ELSEWHERE.has(name) || Object.hasOwn(IDENTITY, name) || Object.hasOwn(FILE, name);
  const architecture: Told = model.details.architecture ?? {};
  const above = "details.architecture.";
  const lora = { path: "lora_weights", label: "LoRA weights", text: anyText(loraNames(model)) };
  return {
    identity: [...identityFacts(model), ...others(model, isTold)],
    details: [...detailFacts(model.details), lora, ...fileFacts(model)],
    architecture: [
      ...named(architecture, ARCHITECTURE, above),
      ...others(architecture, (name) => Object.hasOwn(ARCHITECTURE, name), above),
    ],
  };
}
