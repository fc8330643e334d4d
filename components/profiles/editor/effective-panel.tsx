"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { FailedState } from "@/components/ui/states";
import { PageSection } from "@/components/ui/page";
import { ActiveBadge, EffectiveValues, ResolveCopy } from "@/components/values/effective-values";
import { tasksOf } from "@/lib/assignments/changes";
import { configOptions } from "@/lib/assignments/queries";
import { answerOf, resolve } from "@/lib/assignments/resolve";
import { failureText } from "@/lib/http/browser/failure";
import { entryOf } from "@/lib/models/row";
import { isDefault } from "@/lib/profiles/policy";
import { chainOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";
import { changesBetween } from "@/lib/values/changes";
import { incompatibility } from "@/lib/values/compatibility";
import type { ProfileContent } from "@/lib/values/content";
import { useEditor, useSnapshot } from "./editor-context";
import { type References, useModel } from "./use-references";

/** The profile in the form, with the id it has or will have. */
type Shown = ProfileContent & { id: string };
type StandIn = ReturnType<typeof useStandIn>;

/** The task's default with its model, loaded only if it is used instead of the profile. */
function useStandIn(task: Task, isNeeded: boolean) {
  const { data: chain } = useQuery(chainOptions(isNeeded ? task.default_profile_id : null));
  const [first] = chain ?? [];
  const { query, isLoaded } = useModel(first?.model_name ?? "", first ?? null);
  const isReady = !isNeeded || (first !== undefined && isLoaded);
  const model = query.data;
  return useMemo(() => ({ chain: chain ?? [], model, isReady }), [chain, model, isReady]);
}

/** What the resolve call would return if the profile in the form were saved and assigned. */
function preview(profile: Shown, isTaskDefault: boolean, references: References, other: StandIn) {
  const { task, model, bases, limits, isModelMissing } = references;
  // Until the model is chosen and loaded, nothing can be said against it.
  const isModelKnown = model !== undefined || isModelMissing;
  const isAlone = isTaskDefault || !isModelKnown;
  const chain: [Shown, ...Shown[]] = [profile, ...bases];
  const [fallback = profile, ...below] = other.chain;
  const models = [model, other.model];
  const resolution = resolve<Shown>({
    task,
    assigned: isAlone ? [] : chain,
    fallback: isAlone ? chain : [fallback, ...below],
    findModel: (id) => entryOf(models.find((each) => each?.id === id)),
    bounds: [...limits.values()].flatMap(({ bounds }) => bounds),
  });
  // Nor against the default that is used instead.
  const areModelsKnown = isModelKnown && other.isReady;
  const warnings = resolution.warnings.filter(
    ({ code }) => areModelsKnown || code !== "model_unavailable",
  );
  return answerOf(task, { ...resolution, warnings }, resolution.profile);
}

/** The effective values of the profile as it is in the form. */
export function EffectivePanel({ saved }: { saved: Profile | null }) {
  const { error } = useEditor().references;
  return (
    <PageSection title="Effective values" isLarge>
      {error ? <LoadFailure error={error} /> : <Resolved saved={saved} />}
    </PageSection>
  );
}

/** Without all references, the effective values might be wrong, so none are shown. */
function LoadFailure({ error }: { error: Error }) {
  const client = useQueryClient();
  const predicate = ({ state }: { state: { status: string } }) => state.status === "error";
  const retry = () => void client.refetchQueries({ type: "active", predicate });
  const { title, detail, remedy } = failureText(error);
  return (
    <FailedState
      title="Could not load the effective values"
      detail={`${title}. ${detail}`}
      remedy={remedy}
      onRetry={retry}
    />
  );
}

/** Whether the task uses the profile now, and whether the form is what is saved. */
function useAssignment(saved: Profile | null, content: ProfileContent, task: Task) {
  const { data: config } = useQuery(configOptions());
  const isSaved = saved !== null && changesBetween(saved, content).length === 0;
  const isAssigned = saved !== null && tasksOf(config, saved.id).includes(task);
  return { isSaved, isAssigned };
}

function Resolved({ saved }: { saved: Profile | null }) {
  const { store, references } = useEditor();
  const { task, bases, model, isModelMissing, status } = references;
  const content = useDeferredValue(useSnapshot(store, (snapshot) => snapshot.content));
  const isTaskDefault = saved !== null && isDefault(saved) && saved.type === task.type;
  const isModelKnown = model !== undefined || isModelMissing;
  const isRefused = isModelKnown && incompatibility(task, model) !== undefined;
  const other = useStandIn(task, isRefused && !isTaskDefault);
  const { isSaved, isAssigned } = useAssignment(saved, content, task);
  const resolved = useMemo(
    () => preview({ ...saved, id: saved?.id ?? "", ...content }, isTaskDefault, references, other),
    [content, saved, isTaskDefault, references, other],
  );
  const names = useMemo(
    () => new Map([...bases, ...other.chain].map(({ id, name }) => [id, name])),
    [bases, other.chain],
  );
  const isActive = isSaved && isAssigned;
  const isLoading = status !== "ready" || !other.isReady;
  const ownPath = saved && isSaved ? (`/api/models/profiles/${saved.id}` as const) : null;
  return (
    <>
      <p className="text-muted">
        <ActiveBadge isActive={isActive} /> {statusText(task, isActive, isAssigned)}
      </p>
      {resolved.source === "fallback" && <StandInNote {...resolved} />}
      <ResolveCopy resolved={resolved} path={isActive ? `/api/resolve/${task.key}` : ownPath} />
      <div className={cn("grid min-w-0 gap-6", isLoading && "opacity-60")} aria-busy={isLoading}>
        <EffectiveValues {...resolved} baseNames={names} />
      </div>
    </>
  );
}

function statusText({ label }: Task, isActive: boolean, isAssigned: boolean): string {
  if (isActive) return `What ${label} uses now.`;
  if (isAssigned) return `What ${label} will use once you save.`;
  return `What ${label} will use if you save and assign this.`;
}

/** Names the default that is used instead; the warnings say why. */
function StandInNote({ profile, model }: { profile: Shown; model: { id: string } | null }) {
  return (
    <p className="[overflow-wrap:anywhere]">
      <Link href={`/profiles/${profile.id}`} className="rounded underline underline-offset-2">
        {profile.name}
      </Link>{" "}
      <span className="text-muted">
        · used instead · {model ? model.id : `${profile.model_name} (not in the catalog)`}
      </span>
    </p>
  );
}
