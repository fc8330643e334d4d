"use client";

import { useQuery } from "@tanstack/react-query";
import { resolveOptions } from "@/lib/assignments/queries";
import { answerOf, resolve } from "@/lib/assignments/resolve";
import type { Resolved } from "@/lib/assignments/schema";
import { boundsOptions } from "@/lib/bounds/queries";
import type { Bound } from "@/lib/values/limits";
import { modelOptions } from "@/lib/models/queries";
import type { ModelWithUse } from "@/lib/models/query";
import { entryOf } from "@/lib/models/row";
import { chainOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";
import type { Sight } from "./sight";

/** A profile's chain and, where the catalog has it, its model with all its facts. */
function useCandidate(id: string | null, sight: Sight, enabled: boolean) {
  const chain = useQuery({ ...chainOptions(id), enabled });
  const name = chain.data?.[0]?.model_name ?? "";
  const isKnown = enabled && sight.models.has(name);
  const model = useQuery({ ...modelOptions(name), enabled: isKnown });
  return {
    chain: chain.data,
    model: isKnown ? model.data : undefined,
    isReady: chain.data !== undefined && (!isKnown || model.data !== undefined),
    error: chain.error ?? model.error,
    retry: () => void (chain.error ? chain.refetch() : model.refetch()),
  };
}

/** As the resolve call tells it; how often a model is used is not part of that. */
function resolvedHere(
  task: Task,
  own: readonly Profile[],
  standard: readonly Profile[],
  models: readonly (ModelWithUse | undefined)[],
  bounds: readonly Bound[],
): Resolved | undefined {
  const [first, ...bases] = standard;
  if (!first) return undefined;
  const resolution = resolve({
    task,
    assigned: own,
    fallback: [first, ...bases],
    findModel: (id) => entryOf(models.find((model) => model?.id === id)),
    bounds,
  });
  return answerOf(task, resolution, resolution.profile);
}

/**
 * What is in force for a task: asked of the server where the choice is saved, else found by the same
 * function from what the browser reads.
 */
export function useEffective(task: Task, choice: string, isSaved: boolean, sight: Sight) {
  const saved = useQuery({ ...resolveOptions(task.key), enabled: isSaved });
  const ownId = choice === task.default_profile_id ? null : choice;
  const own = useCandidate(ownId, sight, !isSaved);
  const standard = useCandidate(task.default_profile_id, sight, !isSaved);
  const bounds = useQuery({ ...boundsOptions(), enabled: !isSaved });
  if (isSaved) {
    return { resolved: saved.data, error: saved.error, retry: () => void saved.refetch() };
  }
  const isReady = own.isReady && standard.isReady && bounds.data !== undefined;
  const models = [own.model, standard.model];
  const resolved = isReady
    ? resolvedHere(task, own.chain ?? [], standard.chain ?? [], models, bounds.data.data)
    : undefined;
  const failed = [own, standard].find((candidate) => candidate.error);
  if (failed) return { resolved, error: failed.error, retry: failed.retry };
  return { resolved, error: bounds.error, retry: () => void bounds.refetch() };
}
