import { cn } from "./cn";

interface CodeBlockProps {
  /** What it holds, for people who cannot see it. */
  label: string;
  /** For prose: lines break where they reach the edge. */
  wrap?: boolean;
  children: string;
}

/** Code or text exactly as it stands; what is too wide scrolls inside, by keyboard too. */
export function CodeBlock({ label, wrap, children }: CodeBlockProps) {
  return (
    <pre
      // What scrolls must be reachable without a mouse.
      tabIndex={0}
      role="region"
      aria-label={label}
      className={cn(
        "max-h-[32rem] overflow-auto rounded-md border border-line bg-panel p-3",
        wrap
          ? "font-sans text-sm whitespace-pre-wrap [overflow-wrap:anywhere]"
          : "font-mono text-xs leading-5",
      )}
    >
      <code className={wrap ? "font-sans" : undefined}>{children}</code>
    </pre>
  );
}
