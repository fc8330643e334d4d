"use client";

import { Menu as MenuIcon } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { Menu, type MenuEntry } from "@/components/ui/menu";
import { ADMIN_PLACES } from "./admin-places";

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

function isAt(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}

/** The pages side by side; where they do not fit, in a menu. */
export function Navigation({ isAdmin }: { isAdmin: boolean }) {
  const path = usePathname();
  const adminPlaces = isAdmin ? ADMIN_PLACES : [];
  const entry = ({ href, label }: Place) => ({ href, label, current: isAt(path, href) });
  const entries: MenuEntry[] = PLACES.map(entry);
  if (isAdmin) {
    entries.push({ kind: "line" }, { kind: "label", label: "Admin" }, ...adminPlaces.map(entry));
  }
  return (
    <nav aria-label="Main" className="flex min-w-0 grow">
      <ul className="hidden gap-1 lg:flex">
        {PLACES.map((place) => (
          <PlaceLink key={place.href} {...place} current={isAt(path, place.href)} />
        ))}
        {/* The first stands for all; the others stand above each of them. */}
        {adminPlaces.slice(0, 1).map(({ href }) => (
          <PlaceLink key={href} href={href} label="Admin" current={isAt(path, "/admin")} />
        ))}
      </ul>
      <div className="lg:hidden">
        <Menu variant="ghost" align="start" entries={entries}>
          <MenuIcon aria-hidden />
          Menu
        </Menu>
      </div>
    </nav>
  );
}

function PlaceLink({ href, label, current }: Place & { current: boolean }) {
  return (
    <li>
      <Link
        href={href}
        aria-current={current ? "page" : undefined}
        className={cn(
          "flex h-8 items-center rounded-md px-2.5 font-medium whitespace-nowrap text-muted hover:bg-hover hover:text-ink",
          "aria-[current=page]:bg-hover aria-[current=page]:text-ink",
        )}
      >
        {label}
      </Link>
    </li>
  );
}
