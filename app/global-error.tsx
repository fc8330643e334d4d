"use client";

import { FailedState } from "@/components/ui/failed-state";
import "./globals.css";

/** When even the frame around the pages failed; it brings its own. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Model Profiles</title>
        <main className="mx-auto max-w-lg px-4 py-16">
          <h1 className="sr-only">Something went wrong</h1>
          <FailedState
            title="Model Profiles could not be shown"
            detail="Nothing was changed. The cause is in the server's log."
            remedy="retry"
            onRetry={retry}
          />
        </main>
      </body>
    </html>
  );
}
