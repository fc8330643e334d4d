"use client";

import { Menu as MenuIcon } from "lucide-react";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { Menu, type MenuEntry } from "@/components/ui/menu";
import { ADMIN_PLACES, type Place, PLACES } from "./places";

function isAt(path: string, href: string): boolean {
  // A task's panel is part of the first page.
  if (href === "/") return path === "/" || path.startsWith("/tasks/");
  return path === href || path.startsWith(`${href}/`);
}

/** Links to the main pages; on narrow windows, in a menu. */
export function Navigation({ isAdmin }: { isAdmin: boolean }) {
  const path = usePathname();
  const adminPlaces = isAdmin ? ADMIN_PLACES : [];
  const entry = ({ href, label }: Place) => ({ href, label, current: isAt(path, href) });
  const entries: MenuEntry[] = PLACES.map(entry);
  if (isAdmin) {
    entries.push(
      { kind: "separator" },
      { kind: "label", label: "Admin" },
      ...adminPlaces.map(entry),
    );
  }
  return (
    <nav aria-label="Main" className="flex min-w-0 grow">
      <ul className="hidden gap-1 lg:flex">
        {PLACES.map(({ href, label }) => (
          <PlaceLink key={href} href={href} label={label} current={isAt(path, href)} />
        ))}
        {/* One link for all admin pages: each of them shows links to the others. */}
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
