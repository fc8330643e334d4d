"use client";

import { FailedState } from "@/components/ui/states";

interface ErrorPageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

/** Shown when a page failed on the server; the log has the cause under the digest. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const logEntry = error.digest ? ` The server log has the cause under ${error.digest}.` : "";
  return (
    <>
      <h1 className="sr-only">Something went wrong</h1>
      <FailedState
        title="This page could not be loaded"
        detail={`Nothing was changed.${logEntry}`}
        remedy="retry"
        onRetry={retry}
      />
    </>
  );
}
