import Link from "next/link";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Mark } from "./mark";
import { Navigation } from "./navigation";
import { PaletteButton } from "./palette-button";
import { Providers } from "./providers";
import { UserMenu } from "./user-menu";

interface ShellProps {
  user: { name: string; email: string } | null;
  children: ReactNode;
}

/** What stands around every page but those for signing in. */
export function Shell({ user, children }: ShellProps) {
  return (
    <Providers>
      <div className="flex min-h-dvh flex-col">
        <a
          href="#content"
          className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          Skip to the content
        </a>
        <header className="sticky top-0 z-30 border-b border-line bg-panel">
          <div className="mx-auto flex h-12 max-w-[100rem] items-center gap-3 px-4 sm:gap-5 sm:px-6">
            <Link
              href="/profiles"
              className="flex items-center gap-2 rounded font-semibold whitespace-nowrap"
            >
              <Mark />
              Model Profiles
            </Link>
            <Navigation />
            {user ? (
              <div className="flex min-w-0 items-center gap-1 sm:gap-2">
                <PaletteButton />
                <UserMenu user={user} />
              </div>
            ) : (
              <ButtonLink href="/login">Sign in</ButtonLink>
            )}
          </div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[100rem] grow px-4 py-6 outline-none sm:px-6"
        >
          {children}
        </main>
      </div>
    </Providers>
  );
}
