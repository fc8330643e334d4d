"use client";

import { memo } from "react";
import type { Profile } from "@/lib/profiles/schema";
import { ColumnHead } from "./column-head";
import { type Columns, placeOf } from "./columns";
import type { Sight } from "./sight";
import type { Choose } from "./use-choices";
import { type ColumnWindow, WIDTHS } from "./use-column-window";

interface MatrixHeadProps {
  columns: Columns;
  seen: ColumnWindow;
  sight: Sight;
  /** Of the rows: all, some or none. */
  selected: "all" | "some" | "none";
  onSelectAll: (selected: boolean) => void;
  onPin: (id: string) => void;
  onChoose: Choose;
}

/** The heads of the columns, which stay while the rows pass beneath. */
export const MatrixHead = memo(function MatrixHead(props: MatrixHeadProps) {
  const { columns, seen, sight, selected, onSelectAll, onPin, onChoose } = props;
  const { pinned, passing } = columns;
  const head = (profile: Profile, index: number) => (
    <ColumnHead
      key={profile.id}
      profile={profile}
      sight={sight}
      isPinned={index < pinned.length}
      {...placeOf(columns, index + 1)}
      onPin={onPin}
      onChoose={onChoose}
    />
  );
  return (
    <div className="sticky top-0 z-20 flex h-16 border-b border-line bg-panel has-[[aria-expanded=true]]:z-40">
      <TaskHead selected={selected} onSelectAll={onSelectAll} />
      <div className="flex grow">
        <div
          className="sticky z-20 shrink-0 border-l border-line bg-panel px-2 py-2 text-xs leading-4 font-medium shadow-[1px_0_0_var(--line)]"
          style={{ left: WIDTHS.task, width: WIDTHS.standard }}
        >
          Default
        </div>
        {pinned.map(head)}
        <div
          className="relative shadow-[1px_0_0_var(--line)]"
          style={{ width: passing.length * WIDTHS.column }}
        >
          {passing.map((profile, index) =>
            index >= seen.first && index <= seen.last ? head(profile, pinned.length + index) : null,
          )}
        </div>
      </div>
      <div
        className="sticky right-0 z-20 shrink-0 border-l border-line bg-panel px-2 py-2 text-xs leading-4 font-medium text-muted"
        style={{ width: WIDTHS.end }}
      >
        In force
      </div>
    </div>
  );
});

function TaskHead({ selected, onSelectAll }: Pick<MatrixHeadProps, "selected" | "onSelectAll">) {
  return (
    <div
      className="sticky left-0 z-20 flex shrink-0 items-start gap-2.5 bg-panel py-2 pl-3"
      style={{ width: WIDTHS.task }}
    >
      <input
        type="checkbox"
        aria-label="Select all tasks"
        className="size-4 accent-accent"
        ref={(box) => {
          if (box) box.indeterminate = selected === "some";
        }}
        checked={selected === "all"}
        onChange={({ target }) => onSelectAll(target.checked)}
      />
      <span className="text-xs leading-4 font-medium text-muted">Task</span>
    </div>
  );
}
