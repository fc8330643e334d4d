"use client";

import "./globals.css";

/** Shown when the root layout failed, so it has its own. Every page contains it: it must stay small. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Model Profiles</title>
        <main className="mx-auto grid max-w-lg justify-items-start gap-3 px-4 py-16">
          <h1 className="text-xl font-semibold">Model Profiles could not be loaded</h1>
          <p className="text-muted">Nothing was changed. The server log has the cause.</p>
          <button
            type="button"
            className="h-8 rounded-md border border-field bg-panel px-3 font-medium hover:bg-hover"
            onClick={retry}
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
