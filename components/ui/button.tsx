import { cva, type VariantProps } from "class-variance-authority";
import { Loader2 } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const look = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors disabled:pointer-events-none disabled:opacity-60 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        primary: "bg-accent text-on-accent hover:bg-accent-hover",
        plain: "border border-field bg-panel text-ink hover:bg-hover",
        ghost: "text-ink hover:bg-hover",
        danger: "bg-danger text-on-danger hover:bg-danger-hover",
      },
      size: { normal: "h-8 px-3", icon: "size-8" },
    },
    defaultVariants: { look: "plain", size: "normal" },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof look> & {
    /** Takes the look over to the one child, such as a link. */
    asChild?: boolean;
    /** Shows that it works on it, and takes no second press. */
    busy?: boolean;
  };

export function Button(props: ButtonProps) {
  const { className, look: kind, size, asChild, busy, children, ...rest } = props;
  const classes = cn(look({ look: kind, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button type="button" {...rest} className={classes} disabled={Boolean(busy) || rest.disabled}>
      {busy && <Loader2 className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}
