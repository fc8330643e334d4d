import type { VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { buttonLook } from "./button-look";
import { cn } from "./cn";

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonLook> & {
    /** Shows that it works on it, and takes no second press. */
    busy?: boolean;
  };

export function Button({ className, look, size, busy, children, ...rest }: ButtonProps) {
  const classes = cn(buttonLook({ look, size }), className);
  return (
    <button type="button" {...rest} className={classes} disabled={Boolean(busy) || rest.disabled}>
      {busy && (
        <span
          aria-hidden
          className="size-4 animate-spin rounded-full border-2 border-current border-t-transparent"
        />
      )}
      {children}
    </button>
  );
}
