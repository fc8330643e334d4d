"use client";

import { type KeyboardEvent, type ReactNode, useId } from "react";

interface TabsProps<T extends string> {
  label: string;
  value: T;
  onValueChange: (value: T) => void;
  tabs: readonly { value: T; label: string; count?: number | undefined }[];
  /** Content of the selected tab. */
  children: ReactNode;
}

/** The index of the tab that a key leads to, if any. */
function target(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return (index + 1) % count;
    case "ArrowLeft":
      return (index + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

/** Focuses and selects the tab that a key leads to. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (ctrlKey || metaKey || altKey || shiftKey) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
  const index = tabs.findIndex((tab) => tab === document.activeElement);
  const next = index === -1 ? undefined : tabs[target(key, index, tabs.length) ?? -1];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.click();
}

/** Not Radix's tabs, which are ten times as large: pages load this first. */
export function Tabs<T extends string>({ label, value, onValueChange, ...rest }: TabsProps<T>) {
  const id = useId();
  return (
    <div className="grid gap-4">
      <div
        role="tablist"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={move}
        className="flex flex-wrap gap-x-5 border-b border-line pt-1"
      >
        {rest.tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => {
              if (tab.value !== value) onValueChange(tab.value);
            }}
            className="-mb-px flex h-9 items-center gap-1.5 rounded-t border-b-2 border-transparent px-0.5 font-medium whitespace-nowrap text-muted hover:text-ink aria-selected:border-accent aria-selected:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && <span className="text-xs text-muted">{tab.count}</span>}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${value}`}
        className="grid min-w-0 gap-4"
      >
        {rest.children}
      </div>
    </div>
  );
}
