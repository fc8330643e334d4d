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
  const isTaken =
    section === "image_settings"
      ? kind === "image"
      : !("applies_to" in field) || (field.applies_to as readonly TaskKind[]).includes(kind);
  if (!isTaken) return `${WHO[kind]} do not take it.`;
  return choicesOf(field, model)?.length === 0 ? `${model?.id} has none.` : undefined;
}
