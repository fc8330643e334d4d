import { cn } from "./cn";

interface CodeBlockProps {
  /** For screen readers: what the block contains. */
  label: string;
  /** Prose and secrets wrap; code scrolls. */
  kind?: "code" | "secret" | "prose";
  /** Limits the height, so that what follows stays visible. */
  low?: boolean;
  children: string;
}

/** Preformatted code or text; it scrolls by mouse and keyboard. */
export function CodeBlock({ label, kind = "code", low, children }: CodeBlockProps) {
  return (
    <pre
      // A scrolling region must be reachable by keyboard.
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
