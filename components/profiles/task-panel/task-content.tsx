"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { FailedState } from "@/components/ui/states";
import { resolveOptions } from "@/lib/assignments/queries";
import type { Resolved } from "@/lib/assignments/schema";
import type { TaskTab } from "@/lib/assignments/task-filters";
import { failureText } from "@/lib/http/browser/failure";
import { isDefault } from "@/lib/profiles/policy";
import { profileOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";
import { HistorySkeleton } from "../history/history-skeleton";
import { type TaskDraft, Tuner } from "./tuner";
import { useFormKey } from "./use-form-key";

const TaskHistory = lazy(() => import("./task-history"));

interface TaskContentProps {
  task: Task;
  tab: TaskTab;
  userId: string;
  onTab: (tab: TaskTab) => void;
  /** Shown while what the task uses is loading. */
  skeleton: ReactNode;
  /** The tabs of other features. */
  tryIt: (task: Task, draft: TaskDraft) => ReactNode;
  programs: (task: Task, resolved: Resolved) => ReactNode;
}

/** The tabs of a task: the form that changes what it uses, and what belongs to that. */
export function TaskContent({ task, skeleton, ...props }: TaskContentProps) {
  const { data: resolved, error, refetch } = useQuery(resolveOptions(task.key));
  const ownId = resolved && ownProfileId(resolved);
  const own = useQuery({ ...profileOptions(ownId ?? ""), enabled: isStandIn(resolved, ownId) });
  if (!resolved || (isStandIn(resolved, ownId) && own.isPending)) {
    if (!error) return skeleton;
    return <FailedState {...failureText(error)} onRetry={() => void refetch()} />;
  }
  const profile = ownId === resolved.profile.id ? resolved.profile : own.data;
  return <Tabs {...props} task={task} resolved={resolved} profile={profile} />;
}

interface TabsProps extends Omit<TaskContentProps, "skeleton"> {
  resolved: Resolved;
  /** The assigned profile. */
  profile: Profile | undefined;
}

function Tabs({ task, resolved, profile, ...props }: TabsProps) {
  const { tab, userId, onTab, tryIt, programs } = props;
  const own = profile && !isDefault(profile) ? profile : null;
  const { key, whileSaving } = useFormKey((own ?? resolved.profile).id);
  const otherTab = (draft: TaskDraft) => {
    if (tab === "try") return tryIt(task, draft);
    if (tab === "use") return programs(task, resolved);
    return (
      <Suspense fallback={<HistorySkeleton />}>
        <TaskHistory task={task} resolved={resolved} profile={profile} />
      </Suspense>
    );
  };
  const tuner = { task, tab, userId, resolved, otherTab, onShow: () => onTab("") };
  return <Tuner key={key} {...tuner} profile={own} whileSaving={whileSaving} />;
}

/** The id of the profile that the user assigned, even if the default is used instead. */
function ownProfileId({ source, profile, assigned }: Resolved): string | undefined {
  return source === "user" ? profile.id : assigned?.id;
}

/** True if the default is used instead of the assigned profile, so `resolved` does not contain it. */
function isStandIn(resolved: Resolved | undefined, ownId: string | undefined): boolean {
  return ownId !== undefined && ownId !== resolved?.profile.id;
}
