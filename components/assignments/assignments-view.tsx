"use client";

import { useQueries } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useMemo } from "react";
import { useLeaveGuard } from "@/components/layout/leave-guard";
import { ButtonLink } from "@/components/ui/button-link";
import { ChangeBar } from "@/components/ui/change-bar";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { useIsWide } from "@/components/ui/use-is-wide";
import { useUrlState } from "@/components/ui/use-url-state";
import { savedChoice } from "@/lib/assignments/changes";
import { configOptions } from "@/lib/assignments/queries";
import type { Config } from "@/lib/assignments/schema";
import { failureText } from "@/lib/http/browser/failure";
import { catalogOptions } from "@/lib/models/queries";
import { allProfilesOptions } from "@/lib/profiles/queries";
import { findTask, TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { columnsOf } from "./columns";
import { type Lookup, lookupOf, type TaskProps } from "./lookup";
import { Matrix } from "./matrix";
import { usePins, useSelection } from "./matrix-state";
import { TaskCards } from "./task-cards";
import { Toolbar } from "./toolbar";
import { useChoices } from "./use-choices";

const EffectiveDialog = lazy(() => import("./effective-dialog"));

/** The column search, and the task whose effective values are open. */
const URL_DEFAULTS = { q: "", effective: "" };

function readUrl(search: URLSearchParams): typeof URL_DEFAULTS {
  return { q: search.get("q") ?? "", effective: search.get("effective") ?? "" };
}

/** The content of `/assignments`. */
export function AssignmentsView() {
  const [config, profiles, catalog] = useQueries({
    queries: [configOptions(), allProfilesOptions(), catalogOptions()],
  });
  const [all, rows] = [profiles.data, catalog.data?.data];
  const lookup = useMemo(() => all && rows && lookupOf(all, rows), [all, rows]);
  // Loaded data stays if a later refresh fails.
  if (config.data && lookup) return <Assignments config={config.data} lookup={lookup} />;
  const failed = [config, profiles, catalog].find((query) => query.isError);
  if (!failed) return <AssignmentsSkeleton />;
  return <FailedState {...failureText(failed.error)} onRetry={() => void failed.refetch()} />;
}

function Assignments({ config, lookup }: { config: Config; lookup: Lookup }) {
  const exists = useCallback((id: string) => lookup.profiles.has(id), [lookup]);
  const { choose, changes, ...choices } = useChoices(config, exists);
  const [{ q, effective }, change] = useUrlState(readUrl, URL_DEFAULTS);
  const [pins, onPin] = usePins(config.user_id);
  const selection = useSelection();
  const isWide = useIsWide();
  const columns = useMemo(() => columnsOf(lookup.own, pins, q), [lookup, pins, q]);
  const onShow = useCallback((key: string) => change({ effective: key }, "push"), [change]);
  const onSearch = (words: string) => change({ q: words });
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
  const reset = (which: "selected" | "all") => {
    const tasks = TASKS.filter(({ key }) => which === "all" || selection.tasks.has(key));
    choose(tasks.map((task) => [task.key, task.default_profile_id]));
  };
  const shownTask = findTask(effective);
  return (
    <>
      {lookup.own.length === 0 && <NoProfiles />}
      <Toolbar
        search={{ words: q, of: lookup.own.length, found: columns.ids.length, onSearch }}
        selected={selection.tasks.size}
        onReset={reset}
        onUndo={choices.undo}
      />
      {isWide !== false && (
        <Matrix columns={columns} selection={selection} propsOf={propsOf} onPin={onPin} />
      )}
      {isWide !== true && <TaskCards propsOf={propsOf} />}
      <UnsavedChoices count={changes.size} {...choices} />
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

/** What to do next, for users without profiles. */
function NoProfiles() {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border border-dashed border-line px-4 py-3">
      <p>
        <span className="font-medium">You have no profiles yet.</span>{" "}
        <span className="text-muted">
          Every task uses its default. Each profile that you create becomes a column here.
        </span>
      </p>
      <ButtonLink href="/profiles?owner=system" variant="primary">
        Start from a default
      </ButtonLink>
    </div>
  );
}

const ROWS = [28, 40, 36, 32, 34, 38, 30, 42, 36, 33];

/** The shape of the matrix while it loads. */
export function AssignmentsSkeleton() {
  return (
    <div role="status" className="rounded-lg border border-line bg-panel">
      <span className="sr-only">Loading assignments</span>
      {ROWS.map((width, index) => (
        <div
          key={index}
          className="flex items-center gap-6 border-t border-line px-3 py-4 first:border-t-0"
        >
          <span className="w-48 shrink-0">
            <span className="block" style={{ width: `${width * 4}px` }}>
              <Skeleton />
            </span>
          </span>
          <span className="flex grow gap-16 max-lg:hidden">
            <Skeleton className="w-4 rounded-full!" />
            <Skeleton className="w-4 rounded-full!" />
            <Skeleton className="w-4 rounded-full!" />
          </span>
          <Skeleton className="w-56 max-lg:grow" />
        </div>
      ))}
    </div>
  );
}
