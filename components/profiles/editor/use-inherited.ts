"use client";

import { useMemo } from "react";
import { type Field, isSection, type Section } from "@/lib/registry/types";
import { reasonNotTaken } from "@/lib/values/choices";
import { blankContent } from "@/lib/values/content";
import { inherit } from "@/lib/values/inherit";
import { useEditor, useSnapshot } from "./editor-context";
import type { FieldRowProps } from "./field-row";
import type { Inherited } from "./origin-note";

/**
 * By path, the value a field has while the profile does not set it, and its source. GPU fields that
 * are set take part, because a value that contradicts them is not inherited.
 */
function useInherited(): ReadonlyMap<string, Inherited> {
  const { store, references } = useEditor();
  const { task, model, bases, limits, status } = references;
  const gpu = useSnapshot(store, ({ content }) => content.gpu_config);
  return useMemo(() => {
    const found = new Map<string, Inherited>();
    // Origins are unreliable until everything is loaded.
    if (status !== "ready") return found;
    const blank = blankContent(task.type, model?.id ?? "");
    const own = { ...blank, id: "", gpu_config: gpu };
    const { effective, provenance } = inherit([own, ...bases], model, task.kind, [
      ...limits.values(),
    ]);
    const names = new Map(bases.map((base) => [`base:${base.id}`, base.name]));
    for (const [path, source] of Object.entries(provenance)) {
      const [section = "", name = ""] = path.split(".");
      const value = isSection(section) ? effective[section]?.[name] : undefined;
      if (source === "profile" || value === undefined) continue;
      found.set(path, { value, source, name: names.get(source) });
    }
    return found;
  }, [task, model, bases, limits, status, gpu]);
}

/** What the row of a field needs, for each field of a section. */
export function useFieldProps(): (section: Section, field: Field) => FieldRowProps {
  const { task, model, traits, status, limits } = useEditor().references;
  const inherited = useInherited();
  return (section, field) => ({
    section,
    field,
    traits,
    contextLength: model?.details.context_length ?? null,
    inherited: inherited.get(`${section}.${field.name}`),
    status,
    unsupported: reasonNotTaken(section, field, task.kind, traits),
    limit: limits.get(`${section}.${field.name}`),
  });
}
