/** The four objects of a profile that hold registry fields, by wire name. */
export const SECTION_NAMES = [
  "parameters",
  "circuit_breaker",
  "gpu_config",
  "image_settings",
] as const;
export type Section = (typeof SECTION_NAMES)[number];

export const SECTION_LABELS: Readonly<Record<Section, string>> = {
  parameters: "Parameters",
  circuit_breaker: "Circuit breaker",
  gpu_config: "GPU",
  image_settings: "Image settings",
};

export function isSection(name: string): name is Section {
  return SECTION_NAMES.some((section) => section === name);
}
