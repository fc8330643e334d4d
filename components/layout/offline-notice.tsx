"use client";

import { useIsOffline } from "@/components/ui/use-is-offline";

/** Says at once that there is no connection, and what happens to changes. */
export function OfflineNotice() {
  const isOffline = useIsOffline();
  return (
    <div role="status" className="sticky top-12 z-20 empty:hidden">
      {isOffline && (
        <p className="bg-warning-soft px-4 py-1.5 text-center text-warning">
          You are offline. This page keeps your changes; what you save is sent when the connection
          is back.
        </p>
      )}
    </div>
  );
}
