import type { ReactNode } from "react";

/** A part of a page under a heading of its own. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 content-start gap-2">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}
