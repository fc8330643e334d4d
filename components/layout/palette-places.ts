import type { Option, OptionGroup } from "@/components/ui/combobox";
import { filterOptions } from "@/components/ui/option-search";
import { SYSTEM_USER_ID } from "@/lib/actor";
import type { TaskOverview } from "@/lib/assignments/overview-schema";
import { modelPath } from "@/lib/models/address";
import type { ModelRow } from "@/lib/models/row";
import { modelFacts } from "@/lib/models/row";
import type { ListedProfile } from "@/lib/profiles/schema";
import { GROUP_LABELS, taskByType, taskPath, TASKS } from "@/lib/registry/tasks";
import { ADMIN_PLACES, type Place, PLACES, SETTINGS_PLACES } from "./places";

/** Options shown per group; typing more finds the others. */
const MAX_SHOWN = 12;

/** What a page is about: shown below its label, and searched. */
const NOTES: Readonly<Record<string, string>> = {
  "/": "What each task uses: model, prompt and values",
  "/models": "The catalog",
  "/activity": "Requests of programs, tokens, times and errors",
  "/settings": "Account, name, password",
  "/admin/defaults": "Default profiles, their users and history",
  "/admin/bounds": "Minimum, maximum and fixed values",
  "/admin/users": "Roles, access, password links, registration",
  "/admin/engines": "Servers that run models, their health and order",
  "/admin/catalog": "The catalog file, missing models",
  "/admin/audit": "Who changed what, when and from where",
};

function optionOf({ href, label }: Place): Option {
  return { value: href, label, note: NOTES[href] };
}

/** The value of an option is the path it leads to. */
export const PAGES: OptionGroup = {
  label: "Pages",
  options: [
    ...PLACES.map(optionOf),
    { value: "/profiles/new", label: "New profile" },
    { value: "/profiles?owner=system", label: "System defaults" },
    { value: "/profiles/trash", label: "Trash", note: "Deleted profiles, kept for 30 days" },
    {
      value: "/assignments?view=history",
      label: "History of assignments",
      note: "Who changed what your tasks use, and when",
    },
    // The first one is the page "Settings" above.
    ...SETTINGS_PLACES.slice(1).map(optionOf),
  ],
};

export const ADMIN_PAGES: OptionGroup = { label: "Admin", options: ADMIN_PLACES.map(optionOf) };

/**
 * The tasks with the model that each uses. Without the overview, with the one that its default uses:
 * what the user has assigned is not known then.
 */
export function taskPlaces(
  rows: readonly TaskOverview[] = [],
  profiles: readonly ListedProfile[] = [],
): OptionGroup {
  const options = TASKS.map(({ key, label, purpose, group, default_profile_id }) => {
    const active = rows.find(({ task }) => task === key)?.model.id;
    const usual = profiles.find(({ id }) => id === default_profile_id)?.model_name;
    const model = active ?? (usual && `usually ${usual}`);
    const note = [model, GROUP_LABELS[group], purpose].filter(Boolean).join(" · ");
    return { value: taskPath(key), label, note };
  });
  return { label: "Tasks", options };
}

export function profilePlaces(profiles: readonly ListedProfile[] = []): OptionGroup {
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
    // A name that is the id is not said twice.
    note: [model.id, modelFacts(model)].filter((part) => part !== model.name).join(" · "),
  }));
  return { label: "Models", options };
}

/** Lower for a better match of the name. */
function rank({ label }: Option, typed: string): number {
  const name = label.toLowerCase();
  if (name === typed) return -1;
  const at = name.indexOf(typed);
  return at === -1 ? Number.MAX_SAFE_INTEGER : at;
}

function byRank(options: readonly Option[], typed: string): Option[] {
  const ranked = options.map((option) => ({ option, rank: rank(option, typed) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ option }) => option);
}

/** The options of each group that contain every word, best matches first; `more` counts those left out. */
export function search(groups: readonly OptionGroup[], words: string) {
  const typed = words.trim().toLowerCase();
  const all = filterOptions(groups, typed, Infinity).found;
  const found = all.map((group) => ({
    ...group,
    options: byRank(group.options, typed).slice(0, MAX_SHOWN),
  }));
  const count = (some: readonly OptionGroup[]) =>
    some.reduce((sum, group) => sum + group.options.length, 0);
  return { found, more: count(all) - count(found) };
}
