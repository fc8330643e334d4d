"use client";

import { useSearchParams } from "next/navigation";
import { filtersIn, type ProfileFilters, searchOf } from "@/lib/profiles/filters";

type Change = (patch: Partial<ProfileFilters>, entry?: "push" | "replace") => void;

/** The filters as the address has them. A change of them is a change of the address alone. */
export function useFilters(): [ProfileFilters, Change] {
  const filters = filtersIn(useSearchParams());
  const change: Change = (patch, entry = "replace") => {
    const address = window.location.pathname + searchOf({ ...filters, ...patch });
    // A tab tells of its choice by pointer and by focus: one of them is enough for the way back.
    if (address === window.location.pathname + window.location.search) return;
    if (entry === "push") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  };
  return [filters, change];
}
