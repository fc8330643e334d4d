import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";

const badgeVariants = cva(
  "inline-flex items-center gap-1 rounded px-1.5 text-xs leading-5 whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        quiet: "bg-hover text-muted",
        accent: "bg-accent-soft text-accent",
        warning: "bg-warning-soft text-warning",
      },
    },
    defaultVariants: { tone: "quiet" },
  },
);

export function Badge({
  tone,
  children,
}: VariantProps<typeof badgeVariants> & { children: ReactNode }) {
  return <span className={badgeVariants({ tone })}>{children}</span>;
}
