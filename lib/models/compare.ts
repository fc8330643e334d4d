import { PARAMETERS } from "@/lib/registry/parameters";
import { valuesOf } from "@/lib/values/summary";
import { factsOf, type ModelFact } from "./facts";
import type { ModelWithUse } from "./query";

export interface ComparedRow {
  path: string;
  label: string;
  /** One per model, in their order; null if the model does not report it. */
  texts: (string | null)[];
  /** True if two of the models report different values; what only one reports is no difference. */
  differs: boolean;
}

export interface ComparedGroup {
  title: string;
  rows: ComparedRow[];
}

/** What stands above a model's column already. */
const HEAD: readonly string[] = ["name", "id"];

function parameterFacts(model: ModelWithUse): ModelFact[] {
  return valuesOf(PARAMETERS, model.parameters ?? {}).map(({ field, text, unit }) => ({
    path: `parameters.${field.name}`,
    label: field.label,
    text,
    unit,
  }));
}

function useFact({ used_by }: ModelWithUse): ModelFact {
  return { path: "used_by", label: "Profiles that use it", text: String(used_by) };
}

function groupsOf(model: ModelWithUse): [string, ModelFact[]][] {
  const { identity, details, architecture } = factsOf(model);
  const shown = identity.filter(({ path }) => !HEAD.includes(path));
  return [
    ["Overview", [...shown, ...details, useFact(model)]],
    ["Recommended parameters", parameterFacts(model)],
    ["Architecture", architecture],
  ];
}

function textOf({ text, unit }: ModelFact): string | null {
  return text !== null && unit ? `${text} ${unit}` : text;
}

/** One row for each fact that any of the models tells. */
function rowsOf(columns: readonly (readonly ModelFact[])[]): ComparedRow[] {
  const labels = new Map(columns.flat().map(({ path, label }) => [path, label]));
  const rows = [...labels].map(([path, label]) => {
    const texts = columns.map((facts) => {
      const fact = facts.find((each) => each.path === path);
      return fact ? textOf(fact) : null;
    });
    const known = texts.filter((text) => text !== null);
    return { path, label, texts, differs: new Set(known).size > 1 };
  });
  return rows.filter(({ texts }) => texts.some((text) => text !== null));
}

/** Models side by side: their facts in groups, and where they differ. */
export function compareModels(models: readonly ModelWithUse[]): ComparedGroup[] {
  const columns = models.map(groupsOf);
  const titles = columns[0]?.map(([title]) => title) ?? [];
  return titles
    .map((title, index) => ({
      title,
      rows: rowsOf(columns.map((groups) => groups[index]?.[1] ?? [])),
    }))
    .filter(({ rows }) => rows.length > 0);
}
