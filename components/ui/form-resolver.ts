import type { FieldValues, Resolver } from "react-hook-form";
import type { z } from "zod";

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && !value.trim());
}

/**
 * Validates a form by its schema. Empty fields get the messages in `blank` (`Enter your name.`), and
 * other messages start with a capital letter. `load` fetches the schema, and zod with it, at the first
 * validation, so that the page loads without them.
 */
export function formResolver<In extends FieldValues, Out>(
  load: () => Promise<z.ZodType<Out, In>>,
  blank: Readonly<Partial<Record<keyof In, string>>>,
): Resolver<In, unknown, Out> {
  return async (values, context, options) => {
    const [{ zodResolver }, schema] = await Promise.all([
      import("@hookform/resolvers/zod"),
      load(),
    ]);
    const result = await zodResolver<In, unknown, Out>(schema)(values, context, options);
    for (const [name, error] of Object.entries(result.errors)) {
      const blankMessage = isBlank(values[name]) ? blank[name] : undefined;
      const message = blankMessage ?? error?.message;
      if (error && typeof message === "string") {
        error.message = message.charAt(0).toUpperCase() + message.slice(1);
      }
    }
    return result;
  };
}
