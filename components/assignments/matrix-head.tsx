"use client";

import { CheckCheck, Ellipsis, FileText, Pin, PinOff } from "lucide-react";
import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Menu } from "@/components/ui/menu";
import type { Profile } from "@/lib/profiles/schema";
import { TASKS } from "@/lib/registry/tasks";
import { type Columns, type ColumnWindow, placeOf, WIDTHS } from "./columns";
import { reasonAgainst, type Sight } from "./lookup";
import type { Choose } from "./use-choices";

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

interface ColumnHeadProps {
  profile: Profile;
  sight: Sight;
  isPinned: boolean;
  className: string;
  left?: number;
  width: number;
  onPin: (id: string) => void;
  onChoose: Choose;
}

/** A profile at the head of its column, and what can be done with all of it. */
function ColumnHead(props: ColumnHeadProps) {
  const { profile, isPinned, className, left, width } = props;
  return (
    <div
      className={cn(
        "flex h-full shrink-0 items-start gap-0.5 border-l border-line bg-panel py-1.5 pr-0.5 pl-2 has-[[aria-expanded=true]]:z-40",
        className,
      )}
      style={{ left, width }}
    >
      <div className="min-w-0 grow" title={`${profile.name}, ${profile.model_name}`}>
        <p className="line-clamp-2 text-xs leading-4 font-medium [overflow-wrap:anywhere]">
          {isPinned && (
            <>
              <Pin aria-hidden className="mr-0.5 inline size-3 text-accent" />
              <span className="sr-only">Pinned: </span>
            </>
          )}
          {profile.name}
        </p>
        {profile.model_available ? (
          <p className="truncate text-xs text-muted">{profile.model_name}</p>
        ) : (
          <Badge tone="warning">not in catalog</Badge>
        )}
      </div>
      <HeadMenu {...props} />
    </div>
  );
}

type HeadMenuProps = Pick<ColumnHeadProps, "profile" | "sight" | "isPinned" | "onPin" | "onChoose">;

function HeadMenu({ profile, sight, isPinned, onPin, onChoose }: HeadMenuProps) {
  // What is saved is no reason here: nothing is taken over that could not be chosen.
  const compatible = TASKS.filter((task) => !reasonAgainst(task, profile, "", sight));
  return (
    <Menu
      variant="ghost"
      size="icon"
      className="size-6!"
      entries={[
        { label: "Open the profile", icon: FileText, href: `/profiles/${profile.id}` },
        {
          label: isPinned ? "Unpin" : "Pin",
          icon: isPinned ? PinOff : Pin,
          onSelect: () => onPin(profile.id),
        },
        {
          label: "Use for all compatible tasks",
          icon: CheckCheck,
          onSelect: () => onChoose(compatible.map((task) => [task.key, profile.id])),
          disabled: compatible.length === 0 ? "No task takes its model." : undefined,
        },
      ]}
    >
      <Ellipsis aria-hidden />
      <span className="sr-only">Column {profile.name}</span>
    </Menu>
  );
}
