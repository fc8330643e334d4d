import { ChevronRight } from "lucide-react";
import { Link } from "@/components/ui/link";
import type { Place } from "./places";

interface BreadcrumbsProps {
  /** The parent pages, outermost first. */
  above: readonly Place[];
  /** The label of this page. */
  current: string;
}

/** The path to a page, above its heading. */
export function Breadcrumbs({ above, current }: BreadcrumbsProps) {
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0">
      <ol className="flex flex-wrap items-center gap-1 text-muted">
        {above.map(({ href, label }) => (
          <li key={href} className="flex items-center gap-1">
            <Link href={href} className="rounded hover:text-ink hover:underline">
              {label}
            </Link>
            <ChevronRight aria-hidden className="size-4 shrink-0" />
          </li>
        ))}
        <li aria-current="page" className="max-w-full min-w-0 truncate text-ink">
          {current}
        </li>
      </ol>
    </nav>
  );
}
