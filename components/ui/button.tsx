import type { VariantProps } from "class-variance-authority";
import type { ComponentProps, MouseEvent } from "react";
import { buttonVariants } from "./button-variants";
import { cn } from "./cn";

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    /** Shows that it works on it, and takes no second press. */
    busy?: boolean;
  };

/** Also of the press that the Enter key in a form makes. */
function refuse(event: MouseEvent): void {
  event.preventDefault();
}

export function Button({ className, variant, size, busy, children, ...rest }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  // A disabled button would lose the focus, and be out of reach for who comes back to it.
  const held = busy && { "aria-disabled": true, onClick: refuse };
  return (
    <button type="button" {...rest} {...held} className={classes}>
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
