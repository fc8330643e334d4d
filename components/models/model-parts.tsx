"use client";

import { Link } from "@/components/ui/link";
import { modelPath } from "@/lib/models/address";
import { amountText } from "@/lib/registry/words";

/** A model's name, linked to its page. */
export function ModelLink({ id, children }: { id: string; children: string }) {
  return (
    <Link href={modelPath(id)} className="rounded font-medium hover:text-accent hover:underline">
      {children}
    </Link>
  );
}

/** Shown for a value that the catalog does not know. */
export function NotSpecified() {
  return (
    <span className="text-muted">
      <span aria-hidden>–</span>
      <span className="sr-only">not specified</span>
    </span>
  );
}

/** A number with thousands separators. */
export function Count({ of, unit }: { of: number | null; unit?: string }) {
  if (of === null) return <NotSpecified />;
  return (
    <>
      {amountText(of)}
      {unit && <span className="text-muted"> {unit}</span>}
    </>
  );
}
