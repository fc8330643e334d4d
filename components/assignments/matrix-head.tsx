"use client";

import { CheckCheck, Ellipsis, FileText, Pin, PinOff } from "lucide-react";
import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Menu } from "@/components/ui/menu";
import { type Extent, SelectBox } from "@/components/ui/selection";
import type { ListedProfile } from "@/lib/profiles/schema";
import { TASKS } from "@/lib/registry/tasks";
import { countWords } from "@/lib/registry/words";
import { type Columns, type ColumnWindow, type HiddenColumns, positionOf, WIDTHS } from "./columns";
import { fittingTasks, type Lookup } from "./lookup";
import type { Choose } from "./use-choices";

interface MatrixHeadProps {
  columns: Columns;
  visible: ColumnWindow;
  hidden: HiddenColumns;
  lookup: Lookup;
  /** How many of the rows are selected. */
  extent: Extent;
  onSelectAll: (selected: boolean) => void;
  onPin: (id: string) => void;
  onChoose: Choose;
}

/** `← 2 more columns · 5 more columns →`; empty if all are in view. */
function hiddenText({ before, after }: HiddenColumns): string {
  const [left, right] = [before, after].map((count) => countWords(count, "more column"));
  const texts = [before > 0 && `← ${left}`, after > 0 && `${right} →`];
  return texts.filter(Boolean).join(" · ");
}

/** The column headers, which stay visible while the rows scroll. */
export const MatrixHead = memo(function MatrixHead(props: MatrixHeadProps) {
  const { columns, visible, hidden, lookup, extent, onSelectAll, onPin, onChoose } = props;
  const { pinned, scrolling } = columns;
  const head = (profile: ListedProfile, index: number) => (
    <ColumnHead
      key={profile.id}
      profile={profile}
      lookup={lookup}
      isPinned={index < pinned.length}
      {...positionOf(columns, index + 1)}
      onPin={onPin}
      onChoose={onChoose}
    />
  );
  return (
    <div className="sticky top-0 z-20 flex h-20 border-b border-line bg-panel has-[[aria-expanded=true]]:z-40">
      <TaskHead extent={extent} onSelectAll={onSelectAll} />
      <div className="flex">
        <div
          className="sticky z-20 shrink-0 border-l border-line bg-panel px-2 py-2 text-xs leading-4 font-medium shadow-[1px_0_0_var(--line)]"
          style={{ left: WIDTHS.task, width: WIDTHS.default }}
        >
          Default
        </div>
        {pinned.map(head)}
        <div
          className="relative shadow-[1px_0_0_var(--line)]"
          style={{ width: scrolling.length * WIDTHS.column }}
        >
          {scrolling.map((profile, index) =>
            index >= visible.first && index <= visible.last
              ? head(profile, pinned.length + index)
              : null,
          )}
        </div>
      </div>
      <div
        className="sticky right-0 z-20 shrink-0 grow border-l border-line bg-panel px-2 py-2 text-xs leading-4 font-medium text-muted group-data-more/matrix:shadow-(--more)"
        style={{ width: WIDTHS.end }}
      >
        Active
        {/* Screen readers have all columns, whatever is in view. */}
        <p aria-hidden className="pt-1 font-normal">
          {hiddenText(hidden)}
        </p>
      </div>
    </div>
  );
});

function TaskHead({ extent, onSelectAll }: Pick<MatrixHeadProps, "extent" | "onSelectAll">) {
  return (
    <div
      className="sticky left-0 z-20 flex shrink-0 items-start gap-2.5 bg-panel py-2 pl-3"
      style={{ width: WIDTHS.task }}
    >
      <SelectBox label="Select all tasks" extent={extent} onSelect={onSelectAll} />
      <span className="text-xs leading-4 font-medium text-muted">Task</span>
    </div>
  );
}

interface ColumnHeadProps {
  profile: ListedProfile;
  lookup: Lookup;
  isPinned: boolean;
  className: string;
  left?: number;
  width: number;
  onPin: (id: string) => void;
  onChoose: Choose;
}

/** The header of a profile's column, with a menu for the whole column. */
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
          <p className="line-clamp-2 text-xs [overflow-wrap:anywhere] text-muted">
            {profile.model_name}
          </p>
        ) : (
          <Badge tone="warning">Not in catalog</Badge>
        )}
      </div>
      <HeadMenu {...props} />
    </div>
  );
}

type HeadMenuProps = Pick<
  ColumnHeadProps,
  "profile" | "lookup" | "isPinned" | "onPin" | "onChoose"
>;

function HeadMenu({ profile, lookup, isPinned, onPin, onChoose }: HeadMenuProps) {
  const compatible = fittingTasks(TASKS, profile, lookup);
  return (
    <Menu
      variant="ghost"
      size="icon"
      className="size-6!"
      entries={[
        { label: "Open profile", icon: FileText, href: `/profiles/${profile.id}` },
        {
          label: isPinned ? "Unpin" : "Pin",
          icon: isPinned ? PinOff : Pin,
          onSelect: () => onPin(profile.id),
        },
        {
          label: "Use for all compatible tasks",
          icon: CheckCheck,
          onSelect: () => onChoose(compatible.map((task) => [task.key, profile.id])),
          disabled: compatible.length === 0 ? "Its model fits no task." : undefined,
        },
      ]}
    >
      <Ellipsis aria-hidden />
      <span className="sr-only">Column {profile.name}</span>
    </Menu>
  );
}
