import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether React runs the page already: false on the server and in the browser's first render. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
