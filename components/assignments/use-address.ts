"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

type Name = "q" | "effective";

/** What is looked at, as the address says it. A change of it is a change of the address alone. */
export function useAddress() {
  const search = useSearchParams();
  const change = useCallback((name: Name, value: string, entry: "push" | "replace" = "replace") => {
    const url = new URL(window.location.href);
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
    if (url.href === window.location.href) return;
    if (entry === "push") window.history.pushState(null, "", url);
    else window.history.replaceState(null, "", url);
  }, []);
  return { q: search.get("q") ?? "", effective: search.get("effective") ?? "", change };
}
