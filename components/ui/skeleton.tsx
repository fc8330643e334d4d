import { cn } from "./cn";

/** The shape of a line of text that is still to come. */
export function Skeleton({ className }: { className?: string }) {
  return <span className={cn("block h-4 animate-pulse rounded bg-hover", className)} />;
}
