"use client";

import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

interface TabsProps<T extends string> {
  label: string;
  value: T;
  onValueChange: (value: T) => void;
  tabs: readonly { value: T; label: string; count?: number | undefined }[];
  /** What the chosen tab shows. */
  children: ReactNode;
}

export function Tabs<T extends string>({ label, value, onValueChange, ...rest }: TabsProps<T>) {
  return (
    <Radix.Root
      value={value}
      // The values are those of `tabs`.
      onValueChange={(chosen) => onValueChange(chosen as T)}
      className="grid gap-4"
    >
      <Radix.List
        aria-label={label}
        className="flex gap-5 overflow-x-auto -mx-1 border-b border-line p-1 pb-0"
      >
        {rest.tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px flex h-9 items-center gap-1.5 rounded-t border-b-2 border-transparent px-0.5 font-medium whitespace-nowrap text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && <span className="text-xs text-muted">{tab.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={value} tabIndex={-1} className="grid min-w-0 gap-4">
        {rest.children}
      </Radix.Content>
    </Radix.Root>
  );
}
