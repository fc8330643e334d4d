import type { ComponentProps, MouseEvent } from "react";
import { cn } from "./cn";

const BASE =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors disabled:pointer-events-none disabled:opacity-60 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0";
const VARIANTS = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover forced-colors:border",
  plain: "border border-field bg-panel text-ink hover:bg-hover",
  ghost: "text-ink hover:bg-hover",
  danger: "bg-danger text-on-danger hover:bg-danger-hover forced-colors:border",
} as const;
const SIZES = { normal: "h-8 px-3", icon: "size-8" } as const;

export interface ButtonStyle {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
}

/** Classes of a button, and of a link that looks like one. */
export function buttonClasses({ variant = "plain", size = "normal" }: ButtonStyle = {}): string {
  return cn(BASE, VARIANTS[variant], SIZES[size]);
}

type ButtonProps = ComponentProps<"button"> &
  ButtonStyle & {
    /** Shows a spinner and ignores clicks. */
    busy?: boolean;
  };

/** Also stops the click that Enter in a form causes. */
function ignoreClick(event: MouseEvent): void {
  event.preventDefault();
}

/** Two clicks in quick succession are one: the second was not meant for what the first has changed. */
function once(onClick: ButtonProps["onClick"]): ButtonProps["onClick"] {
  return (event) => (event.detail > 1 ? ignoreClick(event) : onClick?.(event));
}

export function Button({ className, variant, size, busy, children, ...rest }: ButtonProps) {
  const classes = cn(buttonClasses({ variant, size }), className);
  const { type = "button", onClick } = rest;
  // A page rendered on the server has no handlers to give.
  const acts = onClick !== undefined || type === "submit";
  // `disabled` would drop the focus and take the button out of the tab order.
  const busyProps = busy && { "aria-disabled": true, onClick: ignoreClick };
  return (
    <button
      {...rest}
      type={type}
      {...(acts ? { onClick: once(onClick) } : {})}
      {...busyProps}
      className={classes}
    >
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
