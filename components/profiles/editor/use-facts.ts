"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Bound, type Limit, limitsFor } from "@/lib/values/limits";
import { boundsOptions } from "@/lib/bounds/queries";
import { ProblemError } from "@/lib/http/browser/failure";
import { modelOptions } from "@/lib/models/queries";
import type { ModelWithUse } from "@/lib/models/query";
import { loraNames, thinkingOf } from "@/lib/values/model";
import type { ModelTraits } from "@/lib/values/choices";
import { chainOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { taskByType, TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { useLive } from "./editor-context";
import type { Live } from "./live";

/** What the values of a profile hang on. */
export interface Facts {
  task: Task;
  /** Nothing while it comes, and where the catalog has it not. */
  model: ModelWithUse | undefined;
  isModelGone: boolean;
  traits: ModelTraits | null;
  /** What it stands on, nearest first. */
  bases: readonly Profile[];
  /** The bounds of the task, by path. */
  limits: ReadonlyMap<string, Limit>;
  /** Whether all of it is there; where it is not, nothing can be told of what is not set. */
  isReady: boolean;
  /** Why some of it could not be read; null: it is there, or comes. */
  error: Error | null;
  /** What becomes of reading it, in words, as long as it is not all there. */
  unread: string | undefined;
}

function unreadText(isReady: boolean, error: Error | null): string | undefined {
  if (isReady) return undefined;
  return error ? "could not be read" : "is being read";
}

const NONE: readonly Profile[] = [];
const NO_BOUNDS: readonly Bound[] = [];

function isMissing(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 404;
}

/** The model that is chosen; one that is known to have left the catalog is not asked for. */
function useModel(name: string, saved: Profile | null) {
  const isGone = saved !== null && !saved.model_available && saved.model_name === name;
  const query = useQuery({ ...modelOptions(name), enabled: name !== "" && !isGone });
  const isModelGone = isGone || isMissing(query.error);
  return { query, isModelGone, isRead: query.data !== undefined || isModelGone || name === "" };
}

/** The task, model and bases that the form names. `saved` is the profile as it was read, if it was. */
export function useFacts(live: Live, saved: Profile | null): Facts {
  const type = useLive(live, (content) => content.type);
  const name = useLive(live, (content) => content.model_name);
  const base = useLive(live, (content) => content.base_profile_id);
  const { query, isModelGone, isRead } = useModel(name, saved);
  const model = query.data;
  const chain = useQuery(chainOptions(base));
  const bases = chain.data ?? NONE;
  const bounds = useQuery(boundsOptions());
  const all = bounds.data?.data ?? NO_BOUNDS;
  const isReady = isRead && chain.data !== undefined && bounds.data !== undefined;
  const error = isReady ? null : (chain.error ?? bounds.error ?? (isRead ? null : query.error));
  return useMemo(() => {
    const traits = model && { id: model.id, thinking: thinkingOf(model), loras: loraNames(model) };
    const task = taskByType(type) ?? TASKS[0];
    if (!task) throw new Error("There are no tasks.");
    const limits = new Map(limitsFor(all, task.key).map((limit) => [limit.path, limit]));
    const found = { task, model, isModelGone, traits: traits ?? null, bases, limits };
    return { ...found, isReady, error, unread: unreadText(isReady, error) };
  }, [type, model, isModelGone, bases, all, isReady, error]);
}
