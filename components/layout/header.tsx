"use client";

import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import type { Me } from "@/lib/users/schema";
import { Navigation } from "./navigation";
import { PaletteButton } from "./palette-button";
import { useIsAdmin } from "./session";
import { UserMenu } from "./user-menu";

interface HeaderProps {
  user: Me | null;
  /** The logo, rendered on the server: its shapes need no code in the browser. */
  mark: ReactNode;
}

/** At the top of every page: navigation, search and the account menu. */
export function Header({ user, mark }: HeaderProps) {
  const isAdmin = useIsAdmin(user);
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-panel">
      <div className="mx-auto flex h-12 max-w-[100rem] min-[140rem]:max-w-[120rem] items-center gap-3 px-4 sm:gap-5 sm:px-6">
        <Link href="/" className="flex items-center gap-2 rounded font-semibold whitespace-nowrap">
          {mark}
          Model Profiles
        </Link>
        <Navigation isAdmin={isAdmin} />
        {user ? (
          <div className="flex min-w-0 items-center gap-1 sm:gap-2">
            <PaletteButton isAdmin={isAdmin} />
            <UserMenu user={user} />
          </div>
        ) : (
          <ButtonLink href="/login">Sign in</ButtonLink>
        )}
      </div>
    </header>
  );
}
