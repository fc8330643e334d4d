"use client";

import { ArrowLeft, LockKeyhole, TriangleAlert, UserRound, X } from "lucide-react";
import { type ComponentType, type KeyboardEvent, Suspense, useDeferredValue } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { TaskOverview } from "@/lib/assignments/overview-schema";
import { lacksEngine, type TaskTab } from "@/lib/assignments/task-filters";
import type { Task } from "@/lib/registry/types";

/** What the content of a panel gets. */
export interface PanelBodyProps {
  task: Task;
  tab: TaskTab;
  userId: string;
  onTab: (tab: TaskTab) => void;
}

/** The tabs of a panel and their content, whose code is loaded apart from the list. */
export interface PanelContent {
  tabs: readonly { value: TaskTab; label: string }[];
  Body: ComponentType<PanelBodyProps>;
  /** Loads the code of `Body`. */
  load: () => Promise<unknown>;
}

interface TaskPanelProps extends PanelBodyProps {
  row: TaskOverview | undefined;
  /** True if an engine is enabled: then a model that none runs is marked. */
  hasEngines: boolean;
  content: PanelContent;
  onClose: () => void;
}

/** Where the focus goes when a panel opens. */
export const PANEL_HEADING = "task-panel-heading";

/** Escape closes the panel, unless something in front of it does with it. */
function closeOnEscape(onClose: () => void) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const { key, target, currentTarget, defaultPrevented } = event;
    const isInside = target instanceof Node && currentTarget.contains(target);
    if (key === "Escape" && isInside && !defaultPrevented) onClose();
  };
}

/** A task beside the list; on a narrow window, in its place. */
export function TaskPanel(props: TaskPanelProps) {
  const { task, tab, content, onTab, onClose } = props;
  return (
    <aside
      aria-labelledby={PANEL_HEADING}
      className="min-w-0 lg:sticky lg:top-16 lg:z-20 lg:col-start-2 lg:row-start-1 lg:-mt-12 lg:max-h-[calc(100dvh-5.5rem)] lg:scroll-pb-[calc(var(--change-bar,3rem)+2rem)] lg:overflow-y-auto lg:rounded-lg lg:border lg:border-line lg:bg-panel lg:px-4 lg:pt-3"
    >
      <div role="presentation" className="grid gap-3" onKeyDown={closeOnEscape(onClose)}>
        <PanelHead {...props} />
        <Tabs label={task.label} value={tab} onValueChange={onTab} tabs={content.tabs}>
          <Content {...props} />
        </Tabs>
      </div>
    </aside>
  );
}

function PanelHead({ task, row, hasEngines, onClose }: TaskPanelProps) {
  return (
    <div className="grid gap-1">
      <div className="flex items-start gap-2 max-lg:flex-col">
        <Button variant="ghost" className="-ml-3 lg:hidden" onClick={onClose}>
          <ArrowLeft aria-hidden />
          All tasks
        </Button>
        <div className="min-w-0 grow">
          <h2
            id={PANEL_HEADING}
            tabIndex={-1}
            className="w-fit rounded text-lg font-semibold outline-offset-2"
          >
            {task.label}
          </h2>
          <p className="text-muted">{task.purpose}</p>
        </div>
        <Button
          variant="ghost"
          size="icon"
          className="-mr-1.5 max-lg:hidden"
          title="Close (Esc)"
          onClick={onClose}
        >
          <X aria-hidden />
          <span className="sr-only">Close {task.label}</span>
        </Button>
      </div>
      {row && <ActiveProfile row={row} hasEngines={hasEngines} />}
    </div>
  );
}

const SOURCES = {
  user: { label: "Yours", tone: "accent", icon: UserRound },
  system: { label: "Default", tone: "quiet", icon: LockKeyhole },
  fallback: { label: "Default", tone: "warning", icon: TriangleAlert },
} as const;

type ActiveProfileProps = { row: TaskOverview } & Pick<TaskPanelProps, "hasEngines">;

function ActiveProfile({ row, hasEngines }: ActiveProfileProps) {
  const { source, profile, model } = row;
  const { label, tone, icon: Icon } = SOURCES[source];
  const warnings = row.warnings.map(({ message }) => message);
  if (hasEngines && lacksEngine(row)) warnings.push(`No engine runs ${model.id}.`);
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
        <Badge tone={tone}>
          <Icon aria-hidden />
          {label}
        </Badge>
        <Link
          href={`/profiles/${profile.id}`}
          className="min-w-0 rounded text-muted underline underline-offset-2 [overflow-wrap:anywhere] hover:text-ink"
        >
          <bdi>{profile.name}</bdi>
        </Link>
      </p>
      {warnings.length > 0 && (
        <ul aria-label="Warnings" className="grid gap-1 text-xs text-warning">
          {warnings.map((message) => (
            <li key={message} className="flex items-start gap-1.5 [overflow-wrap:anywhere]">
              <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
              <span className="min-w-0">{message}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/**
 * The content of a panel that has just opened is rendered after the panel itself, which so appears at
 * once. In the page's HTML it is there from the start.
 */
function Content({ task, tab, userId, onTab, content: { Body } }: TaskPanelProps) {
  const isHydrated = useHydrated();
  const shown = useDeferredValue(task.key, isHydrated ? undefined : task.key);
  if (shown !== task.key) return <PanelSkeleton />;
  return (
    <Suspense fallback={<PanelSkeleton />}>
      <Body key={task.key} task={task} tab={tab} userId={userId} onTab={onTab} />
    </Suspense>
  );
}

const ROWS = [44, 60, 52, 36, 48];

/** The shape of a panel's content while it loads. */
export function PanelSkeleton() {
  return (
    <div role="status" className="grid gap-5 pb-4">
      <span className="sr-only">Loading the task</span>
      <Skeleton className="h-8" />
      <Skeleton className="h-24" />
      {ROWS.map((width) => (
        <div key={width} className="grid gap-2">
          <span style={{ width: `${width * 3}px` }}>
            <Skeleton />
          </span>
          <Skeleton className="h-6" />
        </div>
      ))}
    </div>
  );
}
