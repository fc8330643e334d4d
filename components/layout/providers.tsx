"use client";

import { MutationCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import { followTheme } from "@/components/ui/theme";
import { Toasts } from "@/components/ui/toast";
import { watchOldEntries } from "@/components/ui/use-url-state";
import { ProblemError } from "@/lib/http/browser/failure";
import { unpack } from "@/lib/http/browser/packed";
import { LeaveDialog } from "./leave-dialog";

function retry(failures: number, error: Error): boolean {
  const isRejected = error instanceof ProblemError && error.problem.status < 500;
  return !isRejected && failures < 2;
}

/** A change that waits for the connection is dropped when what it was made in is closed. */
function makeMutations(): MutationCache {
  const cache = new MutationCache();
  cache.subscribe((event) => {
    if (event.type !== "observerRemoved" || event.observer.hasListeners()) return;
    if (event.mutation.state.isPaused) cache.remove(event.mutation);
  });
  return cache;
}

function makeClient(): QueryClient {
  return new QueryClient({
    mutationCache: makeMutations(),
    defaultOptions: {
      queries: {
        retry,
        // The server has just rendered this data: do not fetch it again.
        staleTime: 5000,
        // The user may have changed something in another tab.
        refetchOnWindowFocus: "always",
      },
      hydrate: { deserializeData: unpack },
    },
  });
}

/** Context for pages that show data. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(makeClient);
  useEffect(watchOldEntries, []);
  useLayoutEffect(followTheme, []);
  return (
    <QueryClientProvider client={client}>
      {children}
      <Toasts />
      <LeaveDialog />
    </QueryClientProvider>
  );
}
