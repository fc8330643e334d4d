"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { cn } from "@/components/ui/cn";
import { FailedState } from "@/components/ui/states";
import { PageSection } from "@/components/ui/page";
import { EffectiveValues, ResolveCopy } from "@/components/values/effective-values";
import { answerOf } from "@/lib/assignments/resolve";
import { failureText } from "@/lib/http/browser/failure";
import { entryOf } from "@/lib/models/row";
import type { Profile } from "@/lib/profiles/schema";
import { obstacleOf } from "@/lib/values/compatibility";
import type { ProfileContent } from "@/lib/values/content";
import { inherit } from "@/lib/values/inherit";
import { useEditor, useSnapshot } from "./editor-context";
import type { References } from "./use-references";

/** What the resolve call would return if the profile in the form were saved and assigned. */
function resolve(content: ProfileContent, saved: Profile | null, references: References) {
  const { task, model, bases, limits, isModelMissing } = references;
  const profile = { ...saved, id: saved?.id ?? "", ...content };
  const inherited = inherit([profile, ...bases], model, task.kind, [...limits.values()]);
  const obstacle = model || isModelMissing ? obstacleOf(task, profile, model) : undefined;
  const message = `${obstacle?.message}: the default of ${task.label} is used instead.`;
  const warnings = obstacle ? [{ code: obstacle.code, message }] : [];
  const found = { ...inherited, profile, model: entryOf(model) };
  return answerOf(task, { ...found, warnings: [...warnings, ...inherited.warnings] }, profile);
}

/** The effective values of the profile as it is in the form. */
export function EffectivePanel({ saved }: { saved: Profile | null }) {
  const { references } = useEditor();
  const { task, error } = references;
  return (
    <PageSection title="Effective values" isLarge>
      <p className="text-muted">What {task.label} will use if you save and assign this.</p>
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

function Resolved({ saved }: { saved: Profile | null }) {
  const { store, references } = useEditor();
  const { task, bases, status } = references;
  const content = useDeferredValue(useSnapshot(store, (snapshot) => snapshot.content));
  const resolved = useMemo(() => resolve(content, saved, references), [content, saved, references]);
  const names = useMemo(() => new Map(bases.map(({ id, name }) => [id, name])), [bases]);
  const isLoading = status !== "ready";
  return (
    <>
      <ResolveCopy task={task.key} resolved={resolved} />
      <div className={cn("grid min-w-0 gap-6", isLoading && "opacity-60")} aria-busy={isLoading}>
        <EffectiveValues {...resolved} baseNames={names} />
      </div>
    </>
  );
}
