"use client";

import { useMemo } from "react";
import { blankContent } from "@/lib/values/content";
import { inherit } from "@/lib/values/inherit";
import type { Section, Values } from "@/lib/registry/types";
import { useEditor, useLive } from "./editor-context";
import type { Below } from "./origin-note";

export type BelowOf = (section: Section, name: string) => Below | undefined;

/**
 * What a profile without values of its own would have, and from where: what each field has while it
 * is not set. Of GPU fields those that are set count, since what contradicts them is not inherited.
 */
export function useBelow(): BelowOf {
  const { live, facts } = useEditor();
  const { task, model, bases, limits, isReady } = facts;
  const gpu = useLive(live, (content) => JSON.stringify(content.gpu_config));
  return useMemo(() => {
    const blank = blankContent(task.type, model?.id ?? "");
    const own = { ...blank, id: "", gpu_config: JSON.parse(gpu) as Values | null };
    const { effective, provenance } = inherit([own, ...bases], model, task.kind, [
      ...limits.values(),
    ]);
    const names = new Map(bases.map((base) => [`base:${base.id}`, base.name]));
    const found = new Map<string, Below>();
    for (const [path, source] of Object.entries(provenance)) {
      const [section, name = ""] = path.split(".") as [Section, string?];
      const value = effective[section]?.[name];
      // Of a part alone it would be told wrongly.
      if (!isReady || source === "profile" || value === undefined) continue;
      found.set(path, { value, source, name: names.get(source) });
    }
    return (section, name) => found.get(`${section}.${name}`);
  }, [task, model, bases, limits, isReady, gpu]);
}
