import type { FieldValues, Resolver } from "react-hook-form";
import type { z } from "zod";

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && !value.trim());
}

/**
 * A form's check by its schema, where an empty field is told plainly (`Enter your name.`) and the
 * other messages start as a sentence does. The schema, and zod with it, is fetched by `load` at the
 * first check: the page starts without it.
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
    for (const [name, fault] of Object.entries(result.errors)) {
      const told = isBlank(values[name]) ? blank[name] : undefined;
      const message = told ?? fault?.message;
      if (fault && typeof message === "string") {
        fault.message = message.charAt(0).toUpperCase() + message.slice(1);
      }
    }
    return result;
  };
}
