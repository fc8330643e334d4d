import { takesField } from "@/lib/registry/fields";
import type { Section } from "@/lib/registry/sections";
import type { Field, TaskKind } from "@/lib/registry/types";
import { choicesOf, type ModelTraits } from "./choices";

const WHO: Readonly<Record<TaskKind, string>> = {
  text: "Tasks of text",
  embedding: "Tasks of embedding",
  reranking: "Tasks of reranking",
  image: "Tasks of images",
};

/** Why a task of this kind, or its model, does not take a field; nothing where they do. */
export function reasonNotTaken(
  section: Section,
  field: Field,
  kind: TaskKind,
  model: ModelTraits | null,
): string | undefined {
  if (!takesField(kind, `${section}.${field.name}`)) return `${WHO[kind]} do not take it.`;
  return choicesOf(field, model)?.length === 0 ? `${model?.id} has none.` : undefined;
}
