import type { ReferenceOperation } from "@/lib/http/reference/reference";
import { MethodName } from "./operation";

interface ContentsProps {
  groups: readonly { tag: string; operations: readonly ReferenceOperation[] }[];
}

/** Links to all operations, beside the text; hidden on narrow windows. */
export function Contents({ groups }: ContentsProps) {
  return (
    <nav
      aria-label="Operations"
      className="sticky top-16 -ml-1 max-h-[calc(100dvh-5rem)] self-start overflow-y-auto pb-4 max-lg:hidden"
    >
      <Links groups={groups} />
    </nav>
  );
}

/** The same links on narrow windows, collapsed. */
export function CollapsedContents({ groups }: ContentsProps) {
  return (
    <details className="rounded-lg border border-line bg-panel lg:hidden">
      <summary className="px-3 py-2 font-medium">Operations</summary>
      <nav aria-label="Operations" className="border-t border-line p-3">
        <Links groups={groups} />
      </nav>
    </details>
  );
}

function Links({ groups }: ContentsProps) {
  return (
    <ul className="grid gap-4 text-xs">
      {groups.map(({ tag, operations }) => (
        <li key={tag}>
          <p className="px-1 font-semibold">{tag}</p>
          <ul className="mt-1">
            {operations.map(({ id, method, summary }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="flex items-baseline gap-1.5 rounded px-1 py-1 hover:bg-hover"
                >
                  <MethodName method={method} />
                  <span>{summary}</span>
                </a>
              </li>
            ))}
          </ul>
        </li>
      ))}
      {["Objects", "Errors"].map((title) => (
        <li key={title}>
          <a href={`#${title.toLowerCase()}`} className="rounded px-1 font-semibold hover:bg-hover">
            {title}
          </a>
        </li>
      ))}
    </ul>
  );
}
