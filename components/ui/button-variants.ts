import { cva } from "class-variance-authority";

/** How a button looks; links that stand among buttons look the same. */
export const buttonVariants = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors disabled:pointer-events-none disabled:opacity-60 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:bg-accent-hover forced-colors:border",
        plain: "border border-field bg-panel text-ink hover:bg-hover",
        ghost: "text-ink hover:bg-hover",
        danger: "bg-danger text-on-danger hover:bg-danger-hover forced-colors:border",
      },
      size: { normal: "h-8 px-3", icon: "size-8" },
    },
    defaultVariants: { variant: "plain", size: "normal" },
  },
);
