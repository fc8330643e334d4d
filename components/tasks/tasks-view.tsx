"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import {
  type ComponentProps,
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { cn } from "@/components/ui/cn";
import { type Selection, useSelection } from "@/components/ui/selection";
import { EmptyState, FailedState } from "@/components/ui/states";
import { overviewOptions, resolveOptions } from "@/lib/assignments/queries";
import { filterTasks, isFiltered } from "@/lib/assignments/task-filters";
import type { OverviewList } from "@/lib/assignments/overview-schema";
import { failureText } from "@/lib/http/browser/failure";
import type { Task } from "@/lib/registry/types";
import { type BulkKind, SelectionBar } from "./selection-bar";
import { TaskFilterBar } from "./task-filter-bar";
import { TaskList, TasksSkeleton } from "./task-list";
import { type PanelContent, TaskPanel } from "./task-panel";
import { useBeside, usePanelFocus, useRowInPlace } from "./use-panel-focus";
import { type TasksUrl, useTasksUrl } from "./use-tasks-url";

// Loaded after the list, since many have neither.
const EngineNotice = lazy(() => import("./engine-notice"));
const UndoBar = lazy(() => import("./undo-bar"));
const loadBulk = () => import("./bulk-dialog");
const BulkDialog = lazy(loadBulk);

interface TasksViewProps {
  content: PanelContent;
  userId: string;
}

/** The content of `/` and `/tasks/{key}`: the list, with the panel of the open task beside it. */
export function TasksView({ content, userId }: TasksViewProps) {
  const url = useTasksUrl();
  const overview = useQuery(overviewOptions());
  usePanelFocus(url.open, url.state.tab);
  useTitle(url.open);
  usePreload(content.load);
  const { open, state, change } = url;
  const isBeside = useBeside(open !== undefined);
  const show = useRowInPlace(url, isBeside);
  const row = overview.data?.data.find(({ task }) => task === open?.key);
  return (
    <div
      className={cn(
        "grid items-start gap-x-6",
        open &&
          "lg:grid-cols-[minmax(0,1fr)_30rem] lg:has-[[data-wide]]:grid-cols-[minmax(16rem,1fr)_minmax(0,2fr)] 2xl:grid-cols-[minmax(0,1fr)_38rem]",
      )}
    >
      <div
        className={cn(
          "min-w-0",
          open && "max-lg:hidden lg:row-start-1",
          open && !isBeside && "lg:col-span-2 lg:col-start-1",
        )}
      >
        {overview.data ? (
          <Tasks overview={overview.data} url={url} show={show} />
        ) : overview.isError ? (
          <FailedState {...failureText(overview.error)} onRetry={() => void overview.refetch()} />
        ) : (
          <TasksSkeleton />
        )}
      </div>
      {open && (
        <TaskPanel
          task={open}
          row={row}
          hasEngines={overview.data?.has_engines ?? false}
          tab={state.tab}
          userId={userId}
          content={content}
          onTab={(tab) => change({ tab }, "push")}
          onClose={() => show(null)}
        />
      )}
    </div>
  );
}

/** The document's title, which Next.js sets only for pages that it loads. */
function useTitle(open: Task | undefined): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) document.title = `${open?.label ?? "Tasks"} · Model Profiles`;
    isFirst.current = false;
  }, [open]);
}

/** Loads the code of the panel once the page is at rest. */
function usePreload(load: () => Promise<unknown>): void {
  useEffect(() => {
    // Safari has no idle callbacks. A failed load is repeated when the panel opens.
    const timer = setTimeout(() => void load().catch(() => undefined), 300);
    return () => clearTimeout(timer);
  }, [load]);
}

/** Loads what a task uses, before its panel is opened. */
function useApproach(): (key: string) => void {
  const client = useQueryClient();
  return useCallback(
    (key) => void client.query(resolveOptions(key)).catch(() => undefined),
    [client],
  );
}

interface TasksProps {
  overview: OverviewList;
  url: TasksUrl;
  show: TasksUrl["show"];
}

function approachBulk(): void {
  void loadBulk().catch(() => undefined);
}

/** The dialog that changes several tasks, and what opens it. */
function useBulkDialog(data: OverviewList["data"], onDone: (kind: BulkKind) => void) {
  const [bulk, setBulk] = useState<{ kind: BulkKind; tasks: ReadonlySet<string> } | null>(null);
  const dialog = bulk && (
    <Suspense>
      <BulkDialog
        kind={bulk.kind}
        rows={data.filter(({ task }) => bulk.tasks.has(task))}
        onClose={() => setBulk(null)}
        onDone={() => onDone(bulk.kind)}
      />
    </Suspense>
  );
  const start = useCallback(
    (kind: BulkKind, tasks: Iterable<string>) => setBulk({ kind, tasks: new Set(tasks) }),
    [],
  );
  return { start, dialog };
}

function Tasks({ overview, show, url: { state, change, open } }: TasksProps) {
  const { data, has_engines } = overview;
  const shown = useMemo(() => filterTasks(data, state), [data, state]);
  const selection = useShownSelection(shown);
  const { start, dialog } = useBulkDialog(data, (kind) => {
    selection.clear();
    // Tasks that were switched have another model now, and would be gone.
    if (kind === "model") change({ model: "", show: "" });
  });
  const onSwitch = useCallback(() => start("model", keysOf(shown)), [start, shown]);
  const onApproach = useApproach();
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <TaskFilterBar
          state={state}
          onChange={change}
          rows={data}
          found={shown.length}
          onSwitch={onSwitch}
          onApproach={approachBulk}
        />
        <Suspense>
          <UndoBar />
        </Suspense>
      </div>
      {has_engines && !isFiltered(state) && (
        <Notice rows={data} onShow={() => change({ show: "no-engine" })} />
      )}
      {shown.length === 0 ? (
        <NoMatches />
      ) : (
        <TaskList
          rows={shown}
          hasEngines={has_engines}
          open={open?.key}
          selection={selection}
          onOpen={show}
          onApproach={onApproach}
        />
      )}
      <SelectionBar
        count={selection.selected.size}
        onChoose={(kind) => start(kind, selection.selected)}
        onClear={selection.clear}
        onApproach={approachBulk}
      />
      {dialog}
    </div>
  );
}

function Notice(props: ComponentProps<typeof EngineNotice>) {
  return (
    <Suspense>
      <EngineNotice {...props} />
    </Suspense>
  );
}

function keysOf(rows: OverviewList["data"]): string[] {
  return rows.map(({ task }) => task);
}

/** The selected tasks. Those that a filter hides do not count: nobody sees that they would change. */
function useShownSelection(shown: OverviewList["data"]): Selection {
  const selection = useSelection();
  return useMemo(() => {
    const keys = keysOf(shown).filter((key) => selection.selected.has(key));
    return { ...selection, selected: new Set(keys) };
  }, [shown, selection]);
}

function NoMatches() {
  return (
    <EmptyState icon={SearchX} title="No matching tasks">
      Try a broader search, or clear the filters.
    </EmptyState>
  );
}
