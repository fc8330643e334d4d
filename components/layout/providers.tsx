"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { type ReactNode, useState } from "react";
import { Toaster } from "@/components/ui/toast";
import { ProblemError } from "@/lib/http/failure";

function retry(failures: number, error: Error): boolean {
  const refused = error instanceof ProblemError && error.problem.status < 500;
  return !refused && failures < 2;
}

function makeClient(): QueryClient {
  // What the server has just rendered is not asked for again; older than this, on each focus.
  return new QueryClient({ defaultOptions: { queries: { staleTime: 5000, retry } } });
}

interface ProvidersProps {
  /** Lets the script run that sets the theme before the first paint. */
  nonce: string | undefined;
  children: ReactNode;
}

export function Providers({ nonce, children }: ProvidersProps) {
  const [client] = useState(makeClient);
  return (
    <ThemeProvider attribute="class" disableTransitionOnChange nonce={nonce}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
      <Toaster />
    </ThemeProvider>
  );
}
