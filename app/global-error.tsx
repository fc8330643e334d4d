"use client";

import "./globals.css";

/** When even the frame around the pages failed; it brings its own, and every page carries it along. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Model Profiles</title>
        <main className="mx-auto grid max-w-lg justify-items-start gap-3 px-4 py-16">
          <h1 className="text-xl font-semibold">Model Profiles could not be shown</h1>
          <p className="text-muted">Nothing was changed. The cause is in the server’s log.</p>
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
