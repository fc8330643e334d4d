"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { cn } from "@/components/ui/cn";
import { FailedState } from "@/components/ui/states";
import { obstacleOf } from "@/lib/values/compatibility";
import { answerOf } from "@/lib/assignments/resolve";
import { failureText } from "@/lib/http/browser/failure";
import type { ProfileContent } from "@/lib/values/content";
import { inherit } from "@/lib/values/inherit";
import { entryOf } from "@/lib/models/row";
import type { Profile } from "@/lib/profiles/schema";
import { EffectiveValues, ResolveCopy } from "@/components/values/effective-values";
import { useContent, useEditor } from "./editor-context";
import { Part } from "./part";
import type { Facts } from "./use-facts";

/** As the resolve call would tell it, were the task to use the profile as it stands in the form. */
function resolvedOf(content: ProfileContent, saved: Profile | null, facts: Facts) {
  const { task, model, bases, limits, isModelGone } = facts;
  const profile = { ...saved, id: saved?.id ?? "", ...content };
  const inherited = inherit([profile, ...bases], model, task.kind, [...limits.values()]);
  const obstacle = model || isModelGone ? obstacleOf(task, profile, model) : undefined;
  const message = `${obstacle?.message}: the default of ${task.label} is used in its place.`;
  const warnings = obstacle ? [{ code: obstacle.code, message }] : [];
  const found = { ...inherited, profile, model: entryOf(model) };
  return answerOf(task, { ...found, warnings: [...warnings, ...inherited.warnings] }, profile);
}

/** What would be in force with the profile as it stands in the form. */
export function EffectivePanel({ saved }: { saved: Profile | null }) {
  const { facts } = useEditor();
  return (
    <Part title="In force">
      <p className="text-muted">
        What {facts.task.label} would run with, as the profile stands here.
      </p>
      {facts.error ? <Unread error={facts.error} /> : <InForce saved={saved} />}
    </Part>
  );
}

/** Part of what it hangs on could not be read: whatever was shown might be wrong. */
function Unread({ error }: { error: Error }) {
  const client = useQueryClient();
  const predicate = ({ state }: { state: { status: string } }) => state.status === "error";
  const retry = () => void client.refetchQueries({ type: "active", predicate });
  const { title, detail, remedy } = failureText(error);
  return (
    <FailedState
      title="What is in force is not known"
      detail={`${title}. ${detail}`}
      remedy={remedy}
      onRetry={retry}
    />
  );
}

function InForce({ saved }: { saved: Profile | null }) {
  const { live, facts } = useEditor();
  const content = useDeferredValue(useContent(live));
  const resolved = useMemo(() => resolvedOf(content, saved, facts), [content, saved, facts]);
  const names = useMemo(() => new Map(facts.bases.map(({ id, name }) => [id, name])), [facts]);
  return (
    <>
      <ResolveCopy task={facts.task.key} resolved={resolved} />
      <div
        className={cn("grid min-w-0 gap-6", !facts.isReady && "opacity-60")}
        aria-busy={!facts.isReady}
      >
        <EffectiveValues {...resolved} baseNames={names} />
      </div>
    </>
  );
}
