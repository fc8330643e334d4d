import type { Section } from "@/lib/registry/fields";
import type { Field, TaskKind } from "@/lib/registry/types";

const WHO: Readonly<Record<TaskKind, string>> = {
  text: "Tasks of text",
  embedding: "Tasks of embedding",
  reranking: "Tasks of reranking",
  image: "Tasks of images",
};

/** Why a task of this kind does not take a field, or nothing where it does. */
export function reasonNotTaken(section: Section, field: Field, kind: TaskKind): string | undefined {
  const isTaken =
    section === "image_settings"
      ? kind === "image"
      : !("applies_to" in field) || (field.applies_to as readonly TaskKind[]).includes(kind);
  return isTaken ? undefined : `${WHO[kind]} do not take it.`;
}
