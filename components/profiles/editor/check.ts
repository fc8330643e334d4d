import { type FieldErrors, type Resolver, set } from "react-hook-form";
import type { Fault } from "@/lib/errors";
import { faultText } from "@/lib/http/browser/form-problem";
import type { ProfileContent } from "@/lib/values/content";
import type { Standard } from "@/lib/profiles/faults";
import { contentIn, type FormValues } from "@/lib/values/form-values";
import { fieldOf, type Path } from "./paths";

/** What is told of an empty field, plainer than its rule. */
const BLANK: Readonly<Partial<Record<Path, string>>> = {
  name: "Enter a name.",
  model_name: "Choose a model.",
};

/** Faults by the field that they are about, each as the form tells it. */
export function faultsByField(faults: readonly Fault[]): Map<Path, { code: string; text: string }> {
  const found = new Map<Path, { code: string; text: string }>();
  for (const { path, code, message } of faults) {
    const field = fieldOf(path);
    if (field && !found.has(field)) found.set(field, { code, text: faultText(message, path) });
  }
  return found;
}

/**
 * The form's check: the same rules as the server's. They, and zod with them, are fetched at the first
 * check; the page starts without. `current` is the profile as it stands now, if it does.
 */
export function editorResolver(
  current: ProfileContent | null,
  standardFor: (content: ProfileContent) => Standard,
): Resolver<FormValues> {
  return async (values) => {
    const { inputFaults } = await import("@/lib/profiles/faults");
    const content = contentIn(values);
    const faults = inputFaults({ input: content, current }, standardFor(content));
    const errors: FieldErrors<FormValues> = {};
    for (const [field, { code, text }] of faultsByField(faults)) {
      const isBlank = field in content && content[field as "name"].trim() === "";
      set(errors, field, { type: code, message: isBlank ? (BLANK[field] ?? text) : text });
    }
    return faults.length === 0 ? { values, errors: {} } : { values: {}, errors };
  };
}
