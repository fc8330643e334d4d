import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";

interface BreadcrumbsProps {
  /** The pages above this one, from the outermost. */
  above: readonly { href: Route; label: string }[];
  /** This page. */
  current: string;
}

/** Where a page stands below others. It goes above the page's heading. */
export function Breadcrumbs({ above, current }: BreadcrumbsProps) {
  return (
    <nav aria-label="Breadcrumbs">
      <ol className="flex flex-wrap items-center gap-1 text-muted">
        {above.map(({ href, label }) => (
          <li key={href} className="flex items-center gap-1">
            <Link href={href} className="rounded hover:text-ink hover:underline">
              {label}
            </Link>
            <ChevronRight aria-hidden className="size-4 shrink-0" />
          </li>
        ))}
        <li aria-current="page" className="max-w-64 min-w-0 truncate text-ink">
          {current}
        </li>
      </ol>
    </nav>
  );
}
