import { zodResolver } from "@hookform/resolvers/zod";
import type { FieldValues, Resolver } from "react-hook-form";
import type { z } from "zod";

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && !value.trim());
}

/**
 * A form's check by its schema, where an empty field is told plainly (`Enter your name.`) and the
 * other messages start as a sentence does.
 */
export function formResolver<In extends FieldValues, Out>(
  schema: z.ZodType<Out, In>,
  blank: Readonly<Partial<Record<keyof In, string>>>,
): Resolver<In, unknown, Out> {
  const check = zodResolver<In, unknown, Out>(schema);
  return async (values, context, options) => {
    const result = await check(values, context, options);
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
