"use client";

import { usePathname } from "next/navigation";
import { Link } from "@/components/ui/link";
import { useCurrentInView } from "@/components/ui/use-current-in-view";
import type { Place } from "./places";

interface SectionNavigationProps {
  label: string;
  places: readonly Place[];
}

/** Links between the pages of one part of the app. */
export function SectionNavigation({ label, places }: SectionNavigationProps) {
  const path = usePathname();
  const row = useCurrentInView<HTMLUListElement>("[aria-current=page]", path);
  return (
    <nav aria-label={label} className="min-w-0 border-b border-line">
      {/* Larger than its links, whose focus rings it would clip. */}
      <ul ref={row} className="-mx-1 -mb-1.25 flex gap-5 overflow-x-auto p-1 max-sm:gap-3">
        {places.map(({ href, label: name }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? "page" : undefined}
              className="flex h-9 items-center rounded-t border-b-2 border-transparent px-0.5 font-medium whitespace-nowrap text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
