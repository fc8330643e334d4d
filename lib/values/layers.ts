import type { Value, Values } from "@/lib/registry/types";

/** Values and their source: `profile`, `base:<uuid>`, `model`, `lab` or `bound`. */
export interface Layer {
  source: string;
  values: Values;
}

export interface Warning {
  code: string;
  message: string;
}

/** Values by name, each with its source. */
export type Found = Map<string, { value: Value; source: string }>;

/** Takes the first value of each field; skips values that do not fit those taken before. */
export function firstSet(
  layers: readonly Layer[],
  fits: (name: string, value: Value, found: Found) => boolean = () => true,
): Found {
  const found: Found = new Map();
  for (const { source, values } of layers) {
    for (const [name, value] of Object.entries(values)) {
      if (!found.has(name) && fits(name, value, found)) found.set(name, { value, source });
    }
  }
  return found;
}

export function valuesOf(found: Found): Values {
  return Object.fromEntries([...found].map(([name, { value }]) => [name, value]));
}

/** Pairs of GPU fields that must agree; a value that contradicts one set closer is skipped. */
const GPU_PAIRS: readonly [string, string, (a: Value, b: Value) => boolean][] = [
  ["offload_kqv", "no_kv_offload", (offload, no) => offload !== no],
  [
    "tensor_split",
    "tensor_split_devices",
    (split, devices) =>
      !Array.isArray(split) || !Array.isArray(devices) || split.length === devices.length,
  ],
];

/** The field in `found` that a GPU value contradicts, if any. */
function contradicted(name: string, value: Value, found: Found): string | undefined {
  for (const [first, second, agree] of GPU_PAIRS) {
    if (name !== first && name !== second) continue;
    const partner = name === first ? second : first;
    const set = found.get(partner)?.value;
    if (set === undefined) continue;
    if (!(name === first ? agree(value, set) : agree(set, value))) return partner;
  }
  return undefined;
}

/** Like `firstSet`, but skips values that contradict one set closer. */
export function firstSetOfGpu(layers: readonly Layer[], warnings: Warning[] = []): Found {
  const passedOver = new Map<string, string>();
  const found = firstSet(layers, (name, value, nearer) => {
    const partner = contradicted(name, value, nearer);
    if (partner !== undefined) passedOver.set(name, partner);
    return partner === undefined;
  });
  for (const [name, partner] of passedOver) {
    if (found.has(name)) continue;
    const message = `gpu_config.${name} is inherited but contradicts gpu_config.${partner}, which is set closer; it is not sent.`;
    warnings.push({ code: "contradiction", message });
  }
  return found;
}

/** Removes values that contradict one set by a limit, with a warning for each. */
export function yieldToBounds(found: Found, warnings: Warning[]): void {
  for (const [name, { value, source }] of [...found]) {
    const partner = contradicted(name, value, found);
    if (source === "bound" || partner === undefined) continue;
    found.delete(name);
    const message = `gpu_config.${name} contradicts gpu_config.${partner}, which a limit sets; it is not sent.`;
    warnings.push({ code: "contradiction", message });
  }
}

/** `filled` without the inherited values that contradict the profile's `own` values. */
export function withoutContradictions(own: Values | null, filled: Values | null): Values | null {
  if (filled === null) return null;
  const layers = [
    { source: "own", values: own ?? {} },
    { source: "lost", values: filled },
  ];
  return valuesOf(firstSetOfGpu(layers));
}
