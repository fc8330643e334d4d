"use client";

import { useQueries } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useMemo } from "react";
import { useLeaveGuard } from "@/components/layout/leave-guard";
import { ChangeBar } from "@/components/ui/change-bar";
import { useSelection } from "@/components/ui/selection";
import { FailedState } from "@/components/ui/states";
import { Tabs } from "@/components/ui/tabs";
import { useIsWide } from "@/components/ui/use-is-wide";
import { savedChoice } from "@/lib/assignments/changes";
import { configOptions } from "@/lib/assignments/queries";
import type { Config } from "@/lib/assignments/schema";
import { failureText } from "@/lib/http/browser/failure";
import { allProfilesOptions } from "@/lib/profiles/queries";
import { findTask } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { AssignmentsSkeleton } from "./assignments-skeleton";
import { HistorySkeleton } from "./history/history-skeleton";
import { ListView } from "./list-view";
import { type Lookup, lookupOf, type TaskProps } from "./lookup";
import { NoProfiles } from "./no-profiles";
import { useChoices } from "./use-choices";
import { useView } from "./use-view";
import type { ViewProps } from "./view-props";

const EffectiveDialog = lazy(() => import("./effective-dialog"));
const MatrixView = lazy(() => import("./matrix-view"));
const AssignmentHistory = lazy(() => import("./history/assignment-history"));

/** The content of `/assignments`. */
export function AssignmentsView() {
  const [config, profiles] = useQueries({ queries: [configOptions(), allProfilesOptions()] });
  const all = profiles.data;
  const lookup = useMemo(() => all && lookupOf(all), [all]);
  // Loaded data stays if a later refresh fails.
  if (config.data && lookup) return <Assignments config={config.data} lookup={lookup} />;
  const failed = [config, profiles].find((query) => query.isError);
  if (!failed) return <AssignmentsSkeleton />;
  return <FailedState {...failureText(failed.error)} onRetry={() => void failed.refetch()} />;
}

const TABS = [
  { value: "list", label: "List" },
  { value: "matrix", label: "Matrix" },
  { value: "history", label: "History" },
] as const;

/** The choices for all tasks, not saved before all of them are, in the view that is open. */
function Assignments({ config, lookup }: { config: Config; lookup: Lookup }) {
  const exists = useCallback((id: string) => lookup.profiles.has(id), [lookup]);
  const { choose, changes, undo, ...choices } = useChoices(config, exists);
  const { state, change, show } = useView();
  const selection = useSelection();
  const isWide = useIsWide();
  const onShow = useCallback((key: string) => change({ effective: key }, "push"), [change]);
  useLeaveGuard(changes.size > 0);

  const propsOf = (task: Task): TaskProps => ({
    task,
    choice: changes.get(task.key) ?? savedChoice(config, task),
    saved: savedChoice(config, task),
    lookup,
    rejection: choices.rejections.get(task.key),
    isDeleted: choices.lost.has(task.key),
    onChoose: choose,
    onShowEffective: onShow,
  });
  const shownTask = findTask(state.effective);
  // A narrow window has no room for columns.
  const view = state.view === "matrix" && isWide === false ? "list" : state.view;
  const tabs = TABS.filter(({ value }) => value !== "matrix" || isWide !== false);
  const actions = { onChange: change, onChoose: choose, onUndo: undo };
  const props: ViewProps = { config, lookup, state, selection, propsOf, ...actions };
  return (
    <>
      {lookup.own.length === 0 && <NoProfiles />}
      <Tabs label="View" value={view} onValueChange={show} tabs={tabs}>
        {view === "list" && <ListView {...props} />}
        {view === "matrix" && (
          <Suspense fallback={<AssignmentsSkeleton />}>
            <MatrixView {...props} />
          </Suspense>
        )}
        {view === "history" && (
          <Suspense fallback={<HistorySkeleton />}>
            <AssignmentHistory config={config} />
          </Suspense>
        )}
        <UnsavedChoices count={changes.size} {...choices} />
      </Tabs>
      <Suspense>
        {shownTask && (
          <EffectiveDialog {...propsOf(shownTask)} onClose={() => change({ effective: "" })} />
        )}
      </Suspense>
    </>
  );
}

function rejectedText(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? "1 was rejected" : `${count} were rejected`;
}

type UnsavedChoicesProps = { count: number } & Pick<
  ReturnType<typeof useChoices>,
  "rejections" | "isSaving" | "save" | "discard"
>;

function UnsavedChoices({ count, rejections, isSaving, save, discard }: UnsavedChoicesProps) {
  return (
    <ChangeBar
      count={count}
      error={rejectedText(rejections.size)}
      isSaving={isSaving}
      onSave={save}
      onDiscard={discard}
    />
  );
}
