import type { ComponentProps } from "react";
import { cn } from "./cn";

const field =
  "w-full min-w-0 rounded-md border border-field bg-panel px-2.5 text-ink aria-invalid:border-danger disabled:opacity-60";
const look = `${field} h-8`;

export function Input({ className, ...rest }: ComponentProps<"input">) {
  // 16 px where a finger types: below that phones zoom the page.
  return <input {...rest} className={cn(look, "max-sm:text-base", className)} />;
}

/** The platform's own list of choices. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select {...rest} className={cn(look, "pr-1 max-sm:text-base", className)} />;
}

/** Text of several lines; it grows with what it holds. */
export function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...rest}
      className={cn(field, "field-sizing-content resize-y py-1.5 max-sm:text-base", className)}
    />
  );
}
