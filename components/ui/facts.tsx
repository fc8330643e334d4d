import type { ReactNode } from "react";

/** Names and values, in two columns if there is room. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 sm:grid-cols-[minmax(6rem,min(14rem,40%))_minmax(0,1fr)]">
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 border-t border-line py-2 first:border-t-0 sm:col-span-2 sm:grid-cols-subgrid">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

interface ValueFactsProps {
  values: readonly {
    field: { name: string; label: string };
    text: string;
    unit: string | undefined;
  }[];
}

/** Fields with their values and units. */
export function ValueFacts({ values }: ValueFactsProps) {
  return (
    <Facts>
      {values.map(({ field, text, unit }) => (
        <Fact key={field.name} name={field.label}>
          <span className="whitespace-pre-wrap">{text}</span>
          {unit && <span className="text-muted"> {unit}</span>}
        </Fact>
      ))}
    </Facts>
  );
}
