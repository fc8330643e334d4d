import type { ReactNode } from "react";
import { cn } from "./cn";

const TONES = {
  quiet: "bg-hover text-muted",
  accent: "bg-accent-soft text-accent",
  warning: "bg-warning-soft text-warning",
} as const;

interface BadgeProps {
  tone?: keyof typeof TONES;
  children: ReactNode;
}

export function Badge({ tone = "quiet", children }: BadgeProps) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1 rounded px-1.5 text-xs leading-5 whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
