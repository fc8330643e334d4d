"use client";

import { useQuery } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { ActiveBadge, EffectiveValues, ResolveCopy } from "@/components/values/effective-values";
import type { Source } from "@/lib/assignments/choose";
import { resolveOptions } from "@/lib/assignments/queries";
import { answerOf, resolve } from "@/lib/assignments/resolve";
import type { Resolved } from "@/lib/assignments/schema";
import { boundsOptions } from "@/lib/bounds/queries";
import { failureText } from "@/lib/http/browser/failure";
import { modelPath } from "@/lib/models/address";
import { modelOptions } from "@/lib/models/queries";
import type { ModelWithUse } from "@/lib/models/query";
import { entryOf } from "@/lib/models/row";
import { chainOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";
import type { Bound } from "@/lib/values/limits";
import type { Lookup } from "./lookup";

interface EffectiveDialogProps {
  task: Task;
  choice: string;
  saved: string;
  lookup: Lookup;
  onClose: () => void;
}

/** The effective values of a task, including a choice that is not saved. */
export default function EffectiveDialog(props: EffectiveDialogProps) {
  const { task, choice, saved, lookup, onClose } = props;
  const isSaved = choice === saved;
  const { resolved, error, retry } = useEffective(task, choice, isSaved, lookup);
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title={`Effective values for ${task.label}`}
      description={
        isSaved ? "What the API returns." : "What the API will return once your choice is saved."
      }
    >
      {resolved ? (
        <Contents task={task} resolved={resolved} isSaved={isSaved} lookup={lookup} />
      ) : error ? (
        <FailedState {...failureText(error)} onRetry={retry} />
      ) : (
        <div role="status" className="grid gap-3">
          <span className="sr-only">Loading values</span>
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
  user: "your assignment",
  system: "default",
  fallback: "default, because your assignment cannot be used",
};

interface ContentsProps extends Pick<EffectiveDialogProps, "task" | "lookup"> {
  resolved: Resolved;
  isSaved: boolean;
}

const LINK = "rounded underline underline-offset-2";

function Contents({ task, resolved, isSaved, lookup }: ContentsProps) {
  const { profile, model, source } = resolved;
  const baseNames = new Map([...lookup.profiles].map(([id, { name }]) => [id, name]));
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        <ActiveBadge isActive={isSaved} />{" "}
        <Link href={`/profiles/${profile.id}`} className={`${LINK} font-medium`}>
          {profile.name}
        </Link>
        <span className="text-muted">
          {" "}
          · {SOURCES[source]} ·{" "}
          {model ? (
            <Link href={modelPath(model.id)} className={LINK}>
              {model.id}
            </Link>
          ) : (
            `${profile.model_name} (not in the catalog)`
          )}
        </span>
      </p>
      <ResolveCopy
        resolved={resolved}
        path={isSaved ? `/api/resolve/${task.key}` : `/api/models/profiles/${profile.id}`}
      />
      <EffectiveValues {...resolved} baseNames={baseNames} />
    </>
  );
}

/** A profile with its bases, and the details of its model if that is in the catalog. */
function useCandidate(id: string | null, lookup: Lookup, enabled: boolean) {
  const chain = useQuery({ ...chainOptions(id), enabled });
  const name = chain.data?.[0]?.model_name ?? "";
  const isKnown = enabled && lookup.models.has(name);
  const model = useQuery({ ...modelOptions(name), enabled: isKnown });
  return {
    chain: chain.data,
    model: isKnown ? model.data : undefined,
    isReady: chain.data !== undefined && (!isKnown || model.data !== undefined),
    error: chain.error ?? model.error,
    retry: () => void (chain.error ? chain.refetch() : model.refetch()),
  };
}

/** Like the response of the resolve call, which does not contain the use of models. */
function resolveLocally(
  task: Task,
  own: readonly Profile[],
  defaults: readonly Profile[],
  models: readonly (ModelWithUse | undefined)[],
  bounds: readonly Bound[],
): Resolved | undefined {
  const [first, ...bases] = defaults;
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
 * The effective values of a task: from the server if the choice is saved, otherwise computed by the
 * same function from data in the browser.
 */
function useEffective(task: Task, choice: string, isSaved: boolean, lookup: Lookup) {
  const saved = useQuery({ ...resolveOptions(task.key), enabled: isSaved });
  const ownId = choice === task.default_profile_id ? null : choice;
  const own = useCandidate(ownId, lookup, !isSaved);
  const fallback = useCandidate(task.default_profile_id, lookup, !isSaved);
  const bounds = useQuery({ ...boundsOptions(), enabled: !isSaved });
  if (isSaved) {
    return { resolved: saved.data, error: saved.error, retry: () => void saved.refetch() };
  }
  const isReady = own.isReady && fallback.isReady && bounds.data !== undefined;
  const models = [own.model, fallback.model];
  const resolved = isReady
    ? resolveLocally(task, own.chain ?? [], fallback.chain ?? [], models, bounds.data.data)
    : undefined;
  const failed = [own, fallback].find((candidate) => candidate.error);
  if (failed) return { resolved, error: failed.error, retry: failed.retry };
  return { resolved, error: bounds.error, retry: () => void bounds.refetch() };
}
