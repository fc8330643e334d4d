import { type ReactNode, useState } from "react";

/** The states of each component. */
export type Shown = Record<string, Record<string, ReactNode>>;

export function Gallery({ shown }: { shown: Shown }) {
  return Object.entries(shown).map(([name, states]) => (
    <section key={name} aria-label={name} className="grid gap-3 border-t border-line pt-4">
      <h2 className="font-semibold">{name}</h2>
      <div className="flex flex-wrap items-start gap-x-8 gap-y-5">
        {Object.entries(states).map(([state, node]) => (
          <div key={state} className="grid max-w-full min-w-0 content-start gap-1.5">
            <p className="text-xs text-muted">{state}</p>
            <div>{node}</div>
          </div>
        ))}
      </div>
    </section>
  ));
}

interface KeptProps<T> {
  initial: T;
  children: (value: T, set: (value: T) => void) => ReactNode;
}

/** A control that stores its value. */
export function Kept<T>({ initial, children }: KeptProps<T>) {
  const [value, setValue] = useState(initial);
  return children(value, setValue);
}
