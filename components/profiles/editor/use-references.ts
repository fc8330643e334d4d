"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { boundsOptions } from "@/lib/bounds/queries";
import { ProblemError } from "@/lib/http/browser/failure";
import type { ModelWithUse } from "@/lib/models/query";
import { modelOptions } from "@/lib/models/queries";
import { chainOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { taskByType, TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import type { ModelTraits } from "@/lib/values/choices";
import { type Bound, type Limit, limitsFor } from "@/lib/values/limits";
import { loraNames, thinkingOf } from "@/lib/values/model";
import { useSnapshot } from "./editor-context";
import type { EditorStore } from "./editor-store";

/** Whether the model, the bases and the limits are loaded. Until then, inherited values are unknown. */
export type LoadStatus = "ready" | "loading" | "failed";

/** The task, model, bases and limits that the form refers to. */
export interface References {
  task: Task;
  /** Undefined while it loads and if it is not in the catalog. */
  model: ModelWithUse | undefined;
  isModelMissing: boolean;
  traits: ModelTraits | null;
  /** Nearest first. */
  bases: readonly Profile[];
  /** What admins allow for the task, by path. */
  limits: ReadonlyMap<string, Limit>;
  status: LoadStatus;
  /** Why loading failed. */
  error: Error | null;
}

const NO_BASES: readonly Profile[] = [];
const NO_BOUNDS: readonly Bound[] = [];

/** The chosen model; one that is known to have left the catalog is not requested. */
export function useModel(name: string, saved: Profile | null) {
  const isGone = saved !== null && !saved.model_available && saved.model_name === name;
  const query = useQuery({ ...modelOptions(name), enabled: name !== "" && !isGone });
  const isNotFound = query.error instanceof ProblemError && query.error.problem.status === 404;
  const isMissing = isGone || isNotFound;
  return { query, isMissing, isLoaded: query.data !== undefined || isMissing || name === "" };
}

export function useReferences(store: EditorStore, saved: Profile | null): References {
  const type = useSnapshot(store, ({ content }) => content.type);
  const name = useSnapshot(store, ({ content }) => content.model_name);
  const base = useSnapshot(store, ({ content }) => content.base_profile_id);
  const { query, isMissing, isLoaded } = useModel(name, saved);
  const model = query.data;
  const chain = useQuery(chainOptions(base));
  const bases = chain.data ?? NO_BASES;
  const bounds = useQuery(boundsOptions());
  const allBounds = bounds.data?.data ?? NO_BOUNDS;
  const isReady = isLoaded && chain.data !== undefined && bounds.data !== undefined;
  const failure = chain.error ?? bounds.error ?? (isLoaded ? null : query.error);
  const error = isReady ? null : failure;
  return useMemo(() => {
    const traits = model && { id: model.id, thinking: thinkingOf(model), loras: loraNames(model) };
    const task = taskByType(type) ?? TASKS[0];
    if (!task) throw new Error("The registry has no tasks.");
    const limits = new Map(limitsFor(allBounds, task.key).map((limit) => [limit.path, limit]));
    return {
      task,
      model,
      isModelMissing: isMissing,
      traits: traits ?? null,
      bases,
      limits,
      status: isReady ? "ready" : error ? "failed" : "loading",
      error,
    };
  }, [type, model, isMissing, bases, allBounds, isReady, error]);
}
