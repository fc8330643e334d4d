import type { ReactNode } from "react";
import type { Me } from "@/lib/users/schema";
import { Header } from "./header";
import { Mark } from "./mark";
import { OfflineNotice } from "./offline-notice";
import { Providers } from "./providers";

interface ShellProps {
  user: Me | null;
  children: ReactNode;
}

/** The frame of every page except those for signing in. */
export function Shell({ user, children }: ShellProps) {
  return (
    <Providers>
      <div className="flex min-h-dvh flex-col">
        <a
          href="#content"
          className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          Skip to content
        </a>
        <Header user={user} mark={<Mark />} />
        <OfflineNotice />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[100rem] min-[140rem]:max-w-[120rem] grow px-4 py-6 outline-none sm:px-6"
        >
          {children}
        </main>
      </div>
    </Providers>
  );
}
