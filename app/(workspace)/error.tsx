"use client";

import { FailedState } from "@/components/ui/states";

interface ErrorPageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

/** A page that failed on the server; its cause is in the log, found by the digest. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const number = error.digest ? ` The log has it under ${error.digest}.` : "";
  return (
    <>
      <h1 className="sr-only">Something went wrong</h1>
      <FailedState
        title="This page could not be shown"
        detail={`Nothing was changed.${number}`}
        remedy="retry"
        onRetry={retry}
      />
    </>
  );
}
