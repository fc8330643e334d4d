"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const PLACES = [
  { href: "/settings", label: "Account" },
  { href: "/settings/keys", label: "API keys" },
  { href: "/settings/appearance", label: "Appearance" },
] as const;

export function SettingsNavigation() {
  const path = usePathname();
  return (
    <nav aria-label="Settings">
      <ul className="flex gap-5 border-b border-line">
        {PLACES.map(({ href, label }) => (
          <li key={href} className="-mb-px">
            <Link
              href={href}
              aria-current={path === href ? "page" : undefined}
              className="flex h-9 items-center rounded-t border-b-2 border-transparent px-0.5 font-medium text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
