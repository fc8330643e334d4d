import type { Option, OptionGroup } from "@/components/ui/combobox";
import { matching } from "@/components/ui/matching";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { modelPath } from "@/lib/models/address";
import type { ModelRow } from "@/lib/models/row";
import { modelFacts } from "@/lib/models/row-facts";
import type { Profile } from "@/lib/profiles/schema";
import { GROUP_LABELS, taskByType, TASKS } from "@/lib/registry/tasks";
import { ADMIN_PLACES } from "./admin-places";

/** As many of a group as are read; who wants another types more of it. */
const MOST = 12;

/** An option's value is the address it leads to. */
export const PAGES: OptionGroup = {
  label: "Pages",
  options: [
    { value: "/profiles", label: "Profiles" },
    { value: "/profiles/new", label: "New profile" },
    { value: "/profiles?owner=system", label: "System defaults" },
    { value: "/assignments", label: "Assignments" },
    { value: "/models", label: "Models", note: "The catalog" },
    { value: "/settings", label: "Settings", note: "Account, name, password" },
    { value: "/settings/keys", label: "API keys" },
    { value: "/settings/appearance", label: "Appearance" },
    { value: "/docs/api", label: "API reference" },
  ],
};

export const ADMIN_PAGES: OptionGroup = {
  label: "Admin",
  options: ADMIN_PLACES.map(({ href, ...place }) => ({ value: href, ...place })),
};

export const TASK_PLACES: OptionGroup = {
  label: "Tasks",
  options: TASKS.map(({ key, label, purpose, group }) => ({
    value: `/assignments?effective=${key}`,
    label,
    note: `${GROUP_LABELS[group]} · ${purpose}`,
  })),
};

export function profilePlaces(profiles: readonly Profile[] = []): OptionGroup {
  const options = profiles.map(({ id, name, type, model_name, user_id }) => {
    const whose = user_id === SYSTEM_USER_ID ? " · System default" : "";
    const note = `${taskByType(type)?.label ?? "Task"} · ${model_name}${whose}`;
    return { value: `/profiles/${id}`, label: name, note };
  });
  return { label: "Profiles", options };
}

export function modelPlaces(models: readonly ModelRow[] = []): OptionGroup {
  const options = models.map((model) => ({
    value: modelPath(model.id),
    label: model.name,
    note: `${model.id} · ${modelFacts(model)}`,
  }));
  return { label: "Models", options };
}

/** The better its name fits what was typed, the less. */
function rank({ label }: Option, typed: string): number {
  const name = label.toLowerCase();
  if (name === typed) return -1;
  const at = name.indexOf(typed);
  return at === -1 ? Number.MAX_SAFE_INTEGER : at;
}

function byFit(options: readonly Option[], typed: string): Option[] {
  const ranked = options.map((option) => ({ option, rank: rank(option, typed) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ option }) => option);
}

/** What of each group holds every word that was typed, what fits best first; how many are left out. */
export function search(groups: readonly OptionGroup[], words: string) {
  const typed = words.trim().toLowerCase();
  const all = matching(groups, typed, Infinity).found;
  const found = all.map((group) => ({
    ...group,
    options: byFit(group.options, typed).slice(0, MOST),
  }));
  const count = (some: readonly OptionGroup[]) =>
    some.reduce((sum, group) => sum + group.options.length, 0);
  return { found, more: count(all) - count(found) };
}
