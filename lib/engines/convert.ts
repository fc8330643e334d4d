import { type Engine, ENGINES } from "@/lib/registry/engines";
import { fieldAt, weightOf } from "@/lib/registry/fields";
import type { Field, TaskKind, Value, Values } from "@/lib/registry/types";
import { numberText } from "./messages";
import { type ChangeCode, noMeaning, type NotSent, notTaken, type Rule, type Sent } from "./rules";

/** A value that is set, with its field. */
export interface Setting {
  /** `parameters.top_k` */
  path: string;
  field: Field;
  value: Value;
}

/** What is sent for a setting. */
export interface Part {
  setting: Setting;
  rule: Sent;
  value: Value;
  /** Why another value is sent than the one that is set; undefined for one that is formatted only. */
  change?: { code: ChangeCode; why: string };
}

export type Result = Part | NotSent;

export function isPart(result: Result): result is Part {
  return "rule" in result;
}

/** What the rules need to know beside the value. */
export interface Context {
  engine: Engine;
  kind: TaskKind;
  parameters: Values;
}

function replaceValue(rule: Sent, setting: Setting, context: Context): Result | undefined {
  const { value } = setting;
  const key = String(value);
  if (typeof value === "object" || !rule.except || !Object.hasOwn(rule.except, key)) {
    return undefined;
  }
  const exception = rule.except[key];
  if (!exception) return undefined;
  if ("to" in exception) return convert(exception, setting, context);
  const change = { code: "renamed" as const, why: exception.why };
  if ("as" in exception) return { setting, rule, value: exception.as, change };
  const other = context.parameters[exception.as_parameter];
  if (other === undefined) {
    const label = fieldAt(`parameters.${exception.as_parameter}`)?.label;
    return noMeaning(`${exception.why}, and ${label} is not set`);
  }
  return { setting, rule, value: other, change };
}

function clampNumber(part: Part, value: number, engine: string): Part {
  const { min = -Infinity, max = Infinity } = part.rule;
  const clamped = Math.min(Math.max(value, min), max);
  if (clamped === value) return part;
  const why = `${engine} takes ${clamped < value ? "at most" : "at least"} ${numberText(clamped)}`;
  return { ...part, value: clamped, change: { code: "clamped", why } };
}

function convertList(part: Part, list: string[] | number[], engine: string): Result {
  const { rule } = part;
  if (list.length === 0 && rule.empty) return rule.empty;
  if (rule.joined_by !== undefined) return { ...part, value: list.join(rule.joined_by) };
  if (rule.max_items === undefined || list.length <= rule.max_items) return part;
  const why = `${engine} takes at most ${numberText(rule.max_items)}`;
  return {
    ...part,
    value: list.slice(0, rule.max_items),
    change: { code: "clamped", why },
  };
}

function convertValue(part: Part, engine: string): Result {
  const { value, rule } = part;
  if (typeof value === "number") return clampNumber(part, value, engine);
  if (typeof value === "boolean") return { ...part, value: rule.inverted ? !value : value };
  return Array.isArray(value) ? convertList(part, value, engine) : part;
}

/** What is sent for one setting by its rule, or why nothing is. */
export function convert(rule: Rule, setting: Setting, context: Context): Result {
  if (rule.to === "nowhere") return rule;
  const { label } = ENGINES[context.engine];
  if (rule.text_only && context.kind !== "text") return notTaken(`${label} takes it for text only`);
  if (setting.value === null) return noMeaning("it is set to nothing");
  // Whether a size is taken is known once it has both of its edges.
  const why = rule.combine === "size" ? undefined : rule.refuses?.(setting.value);
  if (why !== undefined) return notTaken(why);
  return (
    replaceValue(rule, setting, context) ??
    convertValue({ setting, rule, value: setting.value }, label)
  );
}

function numberOf({ value, setting }: Part): number {
  return typeof value === "number" ? weightOf(setting.field, value) : Infinity;
}

function combineCaps(parts: readonly Part[]): Result[] {
  const smallest = parts.reduce((least, part) => (numberOf(part) < numberOf(least) ? part : least));
  const why = `${smallest.setting.field.label} sets a smaller limit`;
  return parts.map((part) =>
    part.value === smallest.value
      ? part
      : { ...part, value: smallest.value, change: { code: "merged", why } },
  );
}

function combineSize(parts: readonly Part[]): Result[] {
  const edge = (name: string) => parts.find(({ setting }) => setting.field.name === name)?.value;
  const [width, height] = [edge("width"), edge("height")];
  if (typeof width !== "number" || typeof height !== "number") {
    return parts.map(() => noMeaning("a size needs a width and a height"));
  }
  const value = `${width}x${height}`;
  return parts.map((part) => {
    const why = part.rule.refuses?.(value);
    if (why !== undefined) return notTaken(why);
    return { ...part, value, change: { code: "merged", why: "width and height are one member" } };
  });
}

function keepFirst(parts: readonly Part[]): Result[] {
  const [first] = parts;
  return parts.map((part) => {
    if (!first || part.value === first.value) return part;
    return noMeaning(`it contradicts ${first.setting.field.label}`);
  });
}

/** Makes one value of the fields that share a name; the results are in the order of `parts`. */
export function combine(parts: readonly Part[]): Result[] {
  switch (parts[0]?.rule.combine) {
    case "smaller":
      return combineCaps(parts);
    case "size":
      return combineSize(parts);
    case undefined:
      return keepFirst(parts);
  }
}
