"use client";

import { TriangleAlert } from "lucide-react";
import { memo, type MouseEvent } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { SelectBox, type Selection } from "@/components/ui/selection";
import { Time } from "@/components/ui/time";
import type { TaskOverview } from "@/lib/assignments/overview-schema";
import { needsAttention } from "@/lib/assignments/task-filters";
import { taskPath } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { pathLabel, sideOf } from "@/lib/values/describe";
import { ModelLine } from "./model-line";

interface TaskRowProps {
  task: Task;
  row: TaskOverview;
  /** True if an engine is enabled: then a model that none serves is marked. */
  hasEngines: boolean;
  isOpen: boolean;
  isSelected: boolean;
  /** True if it was selected last. */
  isLatest: boolean;
  onSelect: Selection["select"];
  onOpen: (key: string) => void;
  /** Loads what the panel needs, before it is opened. */
  onApproach: (key: string) => void;
}

/** True for a click that follows a link in this tab. */
function isPlain({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}

/** A task with what it uses, in a line. The whole row is a link to its panel. */
export const TaskRow = memo(function TaskRow(props: TaskRowProps) {
  const { task, row, isOpen, isSelected, isLatest, onSelect, onOpen, onApproach } = props;
  return (
    <li
      className={cn(
        "group/row relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-0.5 border-t border-line px-3 py-2 first:border-t-0 last:rounded-b-lg hover:bg-hover/60",
        "@5xl:grid-cols-[auto_clamp(15rem,23%,18rem)_minmax(0,15rem)_minmax(0,1fr)_7.5rem_6.5rem]",
        isOpen && "bg-ground shadow-[inset_3px_0_var(--accent)] hover:bg-ground",
      )}
      onPointerEnter={() => onApproach(task.key)}
    >
      <span className="relative z-10 -m-1.5 flex p-1.5">
        <SelectBox
          className="mt-0.5"
          label={`Select ${task.label}`}
          extent={isSelected ? "all" : "none"}
          isLatest={isLatest}
          onSelect={(next) => onSelect([task.key], next)}
        />
      </span>
      <div className="min-w-0">
        <a
          href={taskPath(task.key)}
          data-task={task.key}
          data-within=""
          aria-current={isOpen ? "true" : undefined}
          className="rounded font-medium outline-offset-0 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          onFocus={() => onApproach(task.key)}
          onClick={(event) => {
            if (!isPlain(event)) return;
            event.preventDefault();
            onOpen(task.key);
          }}
        >
          {task.label}
        </a>
        <p className="text-xs text-muted">{task.purpose}</p>
      </div>
      <Whose row={row} />
      <ModelCell {...props} />
      <Contents row={row} />
      <LastUsed iso={row.last_used} />
      <Problem row={row} />
    </li>
  );
});

function Whose({ row: { source, profile } }: { row: TaskOverview }) {
  return (
    <div className="grid min-w-0 justify-items-end gap-0.5 @5xl:order-1 @5xl:justify-items-start">
      {source === "system" && <Badge>Default</Badge>}
      {source === "user" && <Badge tone="accent">Yours</Badge>}
      {source === "fallback" && (
        <Badge tone="warning">
          <TriangleAlert aria-hidden />
          Default
        </Badge>
      )}
      {source === "user" && (
        <span
          className="max-w-full truncate text-xs text-muted @max-5xl:max-w-32"
          title={profile.name}
        >
          {profile.name}
        </span>
      )}
    </div>
  );
}

function ModelCell({ row, hasEngines }: Pick<TaskRowProps, "row" | "hasEngines">) {
  return (
    <div className="min-w-0 @max-5xl:col-span-2 @max-5xl:col-start-2 @max-5xl:flex @max-5xl:flex-wrap @max-5xl:items-baseline @max-5xl:gap-x-2">
      <span className="sr-only">Model </span>
      <ModelLine row={row} hasEngines={hasEngines} />
    </div>
  );
}

/** Values shown in a row. */
const MAX_VALUES = 3;

/** The first words of the prompt, and the values that differ from the default. */
function Contents({ row: { prompt, changes } }: { row: TaskOverview }) {
  const more = changes.length - MAX_VALUES;
  return (
    <div className="min-w-0 @max-5xl:col-span-2 @max-5xl:col-start-2">
      <p
        className={cn(
          "text-xs leading-5 text-muted",
          changes.length > 0 ? "truncate" : "line-clamp-1 @5xl:line-clamp-2",
        )}
      >
        <span className="sr-only">Prompt: </span>
        {prompt === "" ? <span className="italic">No system prompt</span> : prompt}
      </p>
      {changes.length > 0 && (
        <ul aria-label="Differs from the default" className="flex flex-wrap gap-x-3 text-xs">
          {changes.slice(0, MAX_VALUES).map(({ path, from, to }) => {
            const { text, unit, absent } = sideOf(path, to);
            return (
              <li key={path} className="line-clamp-2 min-w-0 leading-5 [overflow-wrap:anywhere]">
                <span className="text-muted">{pathLabel(path)}</span> {text}
                {unit && <span className="text-muted"> {unit}</span>}
                {absent && <span className="text-muted">, default {sideOf(path, from).text}</span>}
              </li>
            );
          })}
          {more > 0 && <li className="leading-5 text-muted">+{more} more</li>}
        </ul>
      )}
    </div>
  );
}

function LastUsed({ iso }: { iso: string | null }) {
  return (
    <p className="text-right text-xs leading-5 whitespace-nowrap text-muted @max-5xl:hidden @5xl:order-2">
      <span className="sr-only">Last used: </span>
      {iso === null ? <span className="sr-only">not in the last 30 days</span> : <Time iso={iso} />}
    </p>
  );
}

/** Why the task does not run what it should, and what runs instead. */
function Problem({ row }: { row: TaskOverview }) {
  if (!needsAttention(row)) return null;
  return row.warnings.slice(0, 1).map(({ message }) => (
    <p
      key={message}
      className="col-span-full flex items-start gap-1.5 pl-7 text-xs text-warning [overflow-wrap:anywhere] @5xl:order-3"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
      <span className="min-w-0">{message}</span>
    </p>
  ));
}
