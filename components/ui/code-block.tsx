import { cn } from "./cn";

interface CodeBlockProps {
  /** What it holds, for people who cannot see it. */
  label: string;
  /** Of prose and secrets lines break where they reach the edge. */
  kind?: "code" | "secret" | "prose";
  /** So low that what follows is in sight. */
  low?: boolean;
  children: string;
}

/** Code or text exactly as it stands; what is too wide scrolls inside, by keyboard too. */
export function CodeBlock({ label, kind = "code", low, children }: CodeBlockProps) {
  return (
    <pre
      // What scrolls must be reachable without a mouse.
      tabIndex={0}
      role="region"
      aria-label={label}
      className={cn(
        "overflow-auto rounded-md border border-line bg-panel p-3",
        low ? "max-h-40" : "max-h-[32rem]",
        kind === "prose" ? "font-sans text-sm" : "font-mono text-xs leading-5",
        kind !== "code" && "whitespace-pre-wrap",
        kind === "prose" && "[overflow-wrap:anywhere]",
        kind === "secret" && "break-all",
      )}
    >
      <code className={kind === "prose" ? "font-sans" : undefined}>{children}</code>
    </pre>
  );
}
