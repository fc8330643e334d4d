"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { isWanted, onFirst } from "./toast";

const Box = lazy(() => import("./toast-box"));

/** Where toasts appear. What draws them is fetched with the first. */
export function Toasts() {
  if (!useSyncExternalStore(onFirst, isWanted, () => false)) return null;
  return (
    <Suspense>
      <Box />
    </Suspense>
  );
}
