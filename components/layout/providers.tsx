"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import { applyTheme } from "@/components/ui/theme";
import { Toasts } from "@/components/ui/toasts";
import { watchOldEntries } from "@/components/ui/use-address";
import { ProblemError } from "@/lib/http/browser/failure";
import { LeaveQuestion } from "./leave-guard";

function retry(failures: number, error: Error): boolean {
  const refused = error instanceof ProblemError && error.problem.status < 500;
  return !refused && failures < 2;
}

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry,
        // What the server has just rendered is not asked for again.
        staleTime: 5000,
        // Somebody who comes back may have changed something in another tab a moment ago.
        refetchOnWindowFocus: "always",
      },
    },
  });
}

/** What pages that show data stand in. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(makeClient);
  useEffect(watchOldEntries, []);
  // A page that is not there is drawn by the browser alone, which does not run the page's script.
  useLayoutEffect(applyTheme, []);
  return (
    <QueryClientProvider client={client}>
      {children}
      <Toasts />
      <LeaveQuestion />
    </QueryClientProvider>
  );
}
