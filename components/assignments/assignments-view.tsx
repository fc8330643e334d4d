"use client";

import { useQueries } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useMemo } from "react";
import { useLeaveGuard } from "@/components/layout/leave-guard";
import { ButtonLink } from "@/components/ui/button-link";
import { ChangeBar } from "@/components/ui/change-bar";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { useIsWide } from "@/components/ui/use-browser";
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
import { type Sight, sightOf, type TaskProps } from "./lookup";
import { Matrix } from "./matrix";
import { usePins, useSelection } from "./matrix-state";
import { TaskCards } from "./task-cards";
import { Toolbar } from "./toolbar";
import { useChoices } from "./use-choices";

const EffectiveDialog = lazy(() => import("./effective-dialog"));

/** The words that columns are searched by, and the task whose effective values are open. */
const NOTHING_LOOKED_AT = { q: "", effective: "" };

function lookedAt(search: URLSearchParams): typeof NOTHING_LOOKED_AT {
  return { q: search.get("q") ?? "", effective: search.get("effective") ?? "" };
}

/** All of `/assignments`: which profile does which task. */
export function AssignmentsView() {
  const [config, profiles, catalog] = useQueries({
    queries: [configOptions(), allProfilesOptions(), catalogOptions()],
  });
  const [all, rows] = [profiles.data, catalog.data?.data];
  const sight = useMemo(() => all && rows && sightOf(all, rows), [all, rows]);
  // What is there stays, whatever a later refresh says.
  if (config.data && sight) return <Assignments config={config.data} sight={sight} />;
  const failed = [config, profiles, catalog].find((query) => query.isError);
  if (!failed) return <AssignmentsSkeleton />;
  return <FailedState {...failureText(failed.error)} onRetry={() => void failed.refetch()} />;
}

function Assignments({ config, sight }: { config: Config; sight: Sight }) {
  const isThere = useCallback((id: string) => sight.profiles.has(id), [sight]);
  const { choose, changes, ...choices } = useChoices(config, isThere);
  const [{ q, effective }, change] = useUrlState(lookedAt, NOTHING_LOOKED_AT);
  const [pins, onPin] = usePins(config.user_id);
  const selection = useSelection();
  const isWide = useIsWide();
  const columns = useMemo(() => columnsOf(sight.own, pins, q), [sight, pins, q]);
  const onLook = useCallback((task: string) => change({ effective: task }, "push"), [change]);
  const onSearch = (words: string) => change({ q: words });
  useLeaveGuard(changes.size > 0);

  const propsOf = (task: Task): TaskProps => ({
    task,
    choice: changes.get(task.key) ?? savedChoice(config, task),
    saved: savedChoice(config, task),
    sight,
    refusal: choices.refusals.get(task.key),
    isLost: choices.lost.has(task.key),
    onChoose: choose,
    onLook,
  });
  const reset = (which: "selected" | "all") => {
    const tasks = TASKS.filter(({ key }) => which === "all" || selection.tasks.has(key));
    choose(tasks.map((task) => [task.key, task.default_profile_id]));
  };
  const looked = findTask(effective);
  return (
    <>
      {sight.own.length === 0 && <NoneYet />}
      <Toolbar
        search={{ words: q, of: sight.own.length, found: columns.ids.length, onSearch }}
        selected={selection.tasks.size}
        onReset={reset}
        onUndo={choices.undo}
      />
      {isWide !== false && (
        <Matrix columns={columns} selection={selection} propsOf={propsOf} onPin={onPin} />
      )}
      {isWide !== true && <TaskCards propsOf={propsOf} />}
      <ChangeBar
        count={changes.size}
        error={rejectedText(choices.refusals.size)}
        isSaving={choices.isSaving}
        onSave={choices.save}
        onDiscard={choices.discard}
      />
      {looked && <Looked {...propsOf(looked)} onClose={() => change({ effective: "" })} />}
    </>
  );
}

function rejectedText(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? "1 was rejected" : `${count} were rejected`;
}

function Looked(props: TaskProps & { onClose: () => void }) {
  return (
    <Suspense>
      <EffectiveDialog {...props} />
    </Suspense>
  );
}

/** What to do next, for who has nothing of their own to choose. */
function NoneYet() {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border border-dashed border-line px-4 py-3">
      <p>
        <span className="font-medium">No profiles of your own yet.</span>{" "}
        <span className="text-muted">
          Every task runs on its default. Each profile that you make becomes a column here.
        </span>
      </p>
      <ButtonLink href="/profiles?owner=system" variant="primary">
        Start from a default
      </ButtonLink>
    </div>
  );
}

const ROWS = [28, 40, 36, 32, 34, 38, 30, 42, 36, 33];

/** The shape of the matrix while it comes. */
export function AssignmentsSkeleton() {
  return (
    <div role="status" className="rounded-lg border border-line bg-panel">
      <span className="sr-only">Loading the assignments</span>
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
