"use client";

import { useQuery } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { EffectiveValues, ResolveCopy } from "@/components/values/effective-values";
import type { Source } from "@/lib/assignments/choose";
import { resolveOptions } from "@/lib/assignments/queries";
import { answerOf, resolve } from "@/lib/assignments/resolve";
import type { Resolved } from "@/lib/assignments/schema";
import { boundsOptions } from "@/lib/bounds/queries";
import { failureText } from "@/lib/http/browser/failure";
import { modelOptions } from "@/lib/models/queries";
import type { ModelWithUse } from "@/lib/models/query";
import { entryOf } from "@/lib/models/row";
import { chainOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";
import type { Bound } from "@/lib/values/limits";
import type { Sight } from "./lookup";

interface EffectiveDialogProps {
  task: Task;
  choice: string;
  saved: string;
  sight: Sight;
  onClose: () => void;
}

/** What is in force for a task, with the choice that is not saved yet taken into account. */
export default function EffectiveDialog(props: EffectiveDialogProps) {
  const { task, choice, saved, sight, onClose } = props;
  const isSaved = choice === saved;
  const { resolved, error, retry } = useEffective(task, choice, isSaved, sight);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      wide
      title={`Effective values of ${task.label}`}
      description={
        isSaved ? "What the resolve call answers." : "With your choice, once it is saved."
      }
    >
      {resolved ? (
        <Contents task={task} resolved={resolved} sight={sight} />
      ) : error ? (
        <FailedState {...failureText(error)} onRetry={retry} />
      ) : (
        <div role="status" className="grid gap-3">
          <span className="sr-only">Loading the values</span>
          <Skeleton className="w-2/3" />
          <Skeleton className="h-24" />
          <Skeleton className="w-1/2" />
          <Skeleton className="w-1/2" />
        </div>
      )}
    </Dialog>
  );
}

const SOURCES: Readonly<Record<Source, string>> = {
  user: "your choice",
  system: "the default",
  fallback: "the default, in the place of your choice",
};

function Contents({ task, resolved, sight }: { task: Task; resolved: Resolved; sight: Sight }) {
  const { profile, model, source } = resolved;
  const baseNames = new Map([...sight.profiles].map(([id, { name }]) => [id, name]));
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        <strong className="font-medium">{profile.name}</strong>
        <span className="text-muted">
          {" "}
          · {SOURCES[source]} · {model ? model.id : `${profile.model_name} (not in the catalog)`}
        </span>
      </p>
      <ResolveCopy task={task.key} resolved={resolved} />
      <EffectiveValues {...resolved} baseNames={baseNames} />
    </>
  );
}

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
function useEffective(task: Task, choice: string, isSaved: boolean, sight: Sight) {
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
