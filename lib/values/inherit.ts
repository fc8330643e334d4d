import { holdWithin, type Limit } from "./limits";
import { LAB_CIRCUIT_BREAKER, takesField } from "@/lib/registry/fields";
import type { Section, TaskKind, Values } from "@/lib/registry/types";
import { PARAMETERS } from "@/lib/registry/parameters";
import type { ProfileContent } from "./content";
import {
  firstSet,
  firstSetOfGpu,
  type Found,
  type Layer,
  valuesOf,
  type Warning,
  withoutContradictions,
  yieldToBounds,
} from "./layers";
import type { JudgedModel } from "./model";
import { modelFaults } from "./rules";

export interface Effective {
  system_prompt: string;
  parameters: Values;
  circuit_breaker: Values;
  gpu_config: Values | null;
  image_settings: Values | null;
}

export interface Inherited {
  effective: Effective;
  /** Path of a value → `profile`, `base:<uuid>`, `model`, `lab` or `bound`. */
  provenance: Record<string, string>;
  warnings: Warning[];
}

/** A profile in a chain: the profile itself, then its base, then the base of that, and so on. */
export type Link = ProfileContent & { id: string };

function sourceOf(link: Link, chain: readonly Link[]): string {
  return link === chain[0] ? "profile" : `base:${link.id}`;
}

function layersOf(chain: readonly Link[], section: Section): Layer[] {
  return chain.map((link) => ({ source: sourceOf(link, chain), values: link[section] ?? {} }));
}

function dropInapplicable(found: Found, kind: TaskKind, warnings: Warning[]) {
  for (const parameter of PARAMETERS) {
    const set = found.get(parameter.name);
    if (!set || parameter.applies_to.includes(kind)) continue;
    found.delete(parameter.name);
    // A recommendation of the model is nobody's choice, so it needs no warning.
    if (set.source === "model") continue;
    const name = `${parameter.label} (parameters.${parameter.name})`;
    const message = `${name} does not apply to ${kind} tasks; it is not sent.`;
    warnings.push({ code: "not_applicable", message });
  }
}

/**
 * Removes values that the model does not accept. A write refuses them, but a base or a changed catalog
 * can introduce them, and an engine would refuse the whole request. A context that is too large stays,
 * because engines reduce it themselves.
 */
function dropRefused(
  found: Record<"parameters" | "image_settings", Found>,
  model: JudgedModel,
  warnings: Warning[],
) {
  const { parameters, image_settings } = found;
  const input = { parameters: valuesOf(parameters), image_settings: valuesOf(image_settings) };
  for (const { path, code, message } of modelFaults(input, model)) {
    const [section, name = ""] = path.split(".");
    const values = section === "image_settings" ? image_settings : parameters;
    if (name === "num_ctx") {
      warnings.push({ code: "context_exceeded", message: `${message}.` });
      continue;
    }
    const source = values.get(name)?.source;
    values.delete(name);
    if (source !== "model") warnings.push({ code, message: `${message}; it is not sent.` });
  }
}

function promptOf(chain: readonly Link[], provenance: Record<string, string>): string {
  const link = chain.find((candidate) => candidate.system_prompt !== "");
  if (!link) return "";
  provenance.system_prompt = sourceOf(link, chain);
  return link.system_prompt;
}

/**
 * The effective values of a profile: its own, then those of its bases, then the parameters of the
 * catalog model, and for the circuit breaker the built-in defaults. A value that none of them sets is
 * absent and not sent. `chain` is the profile and its bases, nearest first; `limits` are those of the
 * task and apply to the result.
 */
export function inherit(
  chain: readonly Link[],
  model: JudgedModel | undefined,
  kind: TaskKind,
  limits: readonly Limit[] = [],
): Inherited {
  const provenance: Record<string, string> = {};
  const warnings: Warning[] = [];
  const take = (section: Section, found: Found): Values => {
    for (const [name, { source }] of found) provenance[`${section}.${name}`] = source;
    return valuesOf(found);
  };

  const parameters = firstSet([
    ...layersOf(chain, "parameters"),
    { source: "model", values: model?.parameters ?? {} },
  ]);
  dropInapplicable(parameters, kind, warnings);

  const breaker = firstSet([
    ...layersOf(chain, "circuit_breaker"),
    { source: "lab", values: LAB_CIRCUIT_BREAKER },
  ]);

  const gpu = firstSetOfGpu(layersOf(chain, "gpu_config"), warnings);

  const image = firstSet(layersOf(chain, "image_settings"));
  if (image.size > 0 && kind !== "image") {
    image.clear();
    const message = `Image settings do not apply to ${kind} tasks; they are not sent.`;
    warnings.push({ code: "not_applicable", message });
  }
  const found = { parameters, circuit_breaker: breaker, gpu_config: gpu, image_settings: image };
  warnings.push(...holdWithin(found, limits, (path) => takesField(kind, path)));
  yieldToBounds(gpu, warnings);
  if (model) dropRefused({ parameters, image_settings: image }, model, warnings);

  return {
    effective: {
      system_prompt: promptOf(chain, provenance),
      parameters: take("parameters", parameters),
      circuit_breaker: take("circuit_breaker", breaker),
      gpu_config: gpu.size > 0 ? take("gpu_config", gpu) : null,
      image_settings: image.size > 0 ? take("image_settings", image) : null,
    },
    provenance,
    warnings,
  };
}

/**
 * The content of a profile whose base `lost` is deleted: it gets the base of `lost` and the values that
 * it inherited from `lost`, so its effective values do not change.
 */
export function rebase(profile: ProfileContent, lost: ProfileContent): ProfileContent {
  const fill = (section: Section): Values | null => {
    const own = profile[section];
    const inherited = lost[section];
    return inherited === null ? own : { ...inherited, ...own };
  };
  return {
    ...profile,
    base_profile_id: lost.base_profile_id,
    system_prompt: profile.system_prompt || lost.system_prompt,
    parameters: { ...lost.parameters, ...profile.parameters },
    circuit_breaker: fill("circuit_breaker"),
    gpu_config: withoutContradictions(profile.gpu_config, fill("gpu_config")),
    image_settings: fill("image_settings"),
  };
}
