import { thinkText } from "./summary";
import { takesThink, THINK_TEXT, type Thinking } from "./model";
import { startValue } from "@/lib/registry/start";
import type { Field, Section, TaskKind, Value } from "@/lib/registry/types";
import { takesField } from "@/lib/registry/fields";

export interface Choice {
  value: Value;
  label: string;
  /** Why it cannot be chosen. */
  barred?: string | undefined;
}

/** As much of a model as decides what can be chosen. */
export interface ModelTraits {
  id: string;
  thinking: Thinking;
  loras: readonly string[];
}

function thinkChoices(levels: readonly string[], model: ModelTraits | null): Choice[] {
  const barred = (value: Value) => {
    if (!model || takesThink(model.thinking, value)) return undefined;
    if (model.thinking === "none") return `${model.id} has no thinking`;
    return `${model.id} always thinks: it takes ${THINK_TEXT[model.thinking]}`;
  };
  // `none` turns thinking off as `false` does: a profile that has it keeps it, and one choice is enough.
  const others = levels.filter((level) => level !== "none");
  return [false, true, ...others].map((value) => ({
    value,
    label: thinkText(value),
    barred: barred(value),
  }));
}

/** The values to choose from; null if the value is typed or set with a slider. */
export function choicesOf(field: Field, model: ModelTraits | null): readonly Choice[] | null {
  switch (field.type) {
    case "boolean":
      return [
        { value: true, label: "yes" },
        { value: false, label: "no" },
      ];
    case "enum":
      return field.values.map((value) => ({ value, label: value }));
    case "think":
      return thinkChoices(field.levels, model);
    case "string":
      if (field.name !== "lora_model" || !model) return null;
      return model.loras.map((name) => ({ value: name, label: name }));
    case "number":
    case "integer":
    case "string[]":
    case "number[]":
      return null;
  }
}

/** What a field begins with when it is set and nothing gives it a value yet. */
export function firstValue(field: Field, model: ModelTraits | null, end: number): Value {
  const start = startValue(field, end);
  const open = choicesOf(field, model)?.filter(({ barred }) => barred === undefined) ?? [];
  const isOpen = open.length === 0 || open.some(({ value }) => value === start);
  return isOpen ? start : (open[0]?.value ?? start);
}

const USES: Readonly<Record<TaskKind, string>> = {
  text: "text",
  embedding: "embeddings",
  reranking: "reranking",
  image: "images",
};

/** Why a task of this kind, or its model, does not support a field; undefined if they do. */
export function reasonNotTaken(
  section: Section,
  field: Field,
  kind: TaskKind,
  model: ModelTraits | null,
): string | undefined {
  if (!takesField(kind, `${section}.${field.name}`)) return `Not used for ${USES[kind]}.`;
  return choicesOf(field, model)?.length === 0 ? `${model?.id} has none.` : undefined;
}
