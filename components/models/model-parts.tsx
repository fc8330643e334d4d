"use client";

import Link from "next/link";
import { modelPath } from "@/lib/models/address";
import { countText } from "@/lib/models/facts";

/** A model's name, leading to its page. */
export function ModelLink({ id, children }: { id: string; children: string }) {
  return (
    <Link
      href={modelPath(id)}
      // Thousands pass by as the list scrolls: none is fetched before it is wanted.
      prefetch={false}
      className="rounded font-medium hover:text-accent hover:underline"
    >
      {children}
    </Link>
  );
}

/** What the catalog does not tell. */
export function Untold() {
  return (
    <span className="text-muted">
      <span aria-hidden>–</span>
      <span className="sr-only">not told</span>
    </span>
  );
}

/** A count with its digits in groups. */
export function Count({ of, unit }: { of: number | null; unit?: string }) {
  if (of === null) return <Untold />;
  return (
    <>
      {countText(of)}
      {unit && <span className="text-muted"> {unit}</span>}
    </>
  );
}
