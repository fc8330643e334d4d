"use client";

import { Menu as MenuIcon } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { Menu } from "@/components/ui/menu";

interface Place {
  href: Route;
  label: string;
}

const PLACES: readonly Place[] = [
  { href: "/profiles", label: "Profiles" },
  { href: "/assignments", label: "Assignments" },
  { href: "/models", label: "Models" },
  { href: "/settings", label: "Settings" },
  { href: "/docs/api", label: "API reference" },
];

function useCurrent(): (place: Place) => "page" | undefined {
  const path = usePathname();
  return ({ href }) => (path === href || path.startsWith(`${href}/`) ? "page" : undefined);
}

/** The pages side by side; where they do not fit, in a menu. */
export function Navigation() {
  const current = useCurrent();
  return (
    <nav aria-label="Main" className="flex min-w-0 grow">
      <ul className="hidden gap-1 lg:flex">
        {PLACES.map((place) => (
          <li key={place.href}>
            <Link
              href={place.href}
              aria-current={current(place)}
              className={cn(
                "flex h-8 items-center rounded-md px-2.5 font-medium text-muted hover:bg-hover hover:text-ink",
                "aria-[current=page]:bg-hover aria-[current=page]:text-ink",
              )}
            >
              {place.label}
            </Link>
          </li>
        ))}
      </ul>
      <div className="lg:hidden">
        <Menu
          look="ghost"
          align="start"
          entries={PLACES.map((place) => ({ ...place, current: current(place) === "page" }))}
        >
          <MenuIcon aria-hidden />
          Menu
        </Menu>
      </div>
    </nav>
  );
}
