"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useMe } from "@/components/layout/session";
import { previewOptions } from "@/lib/playground/queries";
import {
  callFor,
  isInputEmpty,
  type PathValues,
  type Target,
  withValues,
} from "@/lib/playground/requests";
import { firstInput } from "@/lib/playground/first-inputs";
import type { Input } from "@/lib/playground/schema";
import type { Profile } from "@/lib/profiles/schema";
import { findTask, type TaskKey } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { contentOf, type ProfileContent } from "@/lib/values/content";
import type { Effective } from "@/lib/values/inherit";
import { Column, NoEngine } from "./column";
import { Examples } from "./examples";
import { InputEditor } from "./inputs";
import { RunButtons } from "./run-buttons";
import { type Asked, useRuns } from "./use-runs";
import type { Variant } from "./variant";

const KeptRequests = lazy(() => import("./kept-requests"));

interface PlaygroundProps {
  task: TaskKey;
  /** The profile as it is edited, unsaved changes included. */
  content: ProfileContent;
  /** True if `content` differs from what is saved. */
  isChanged: boolean;
  /** What the content sends, with what it inherits. */
  effective: Effective;
  /** The saved profile that `content` changes; null if a save would create one. */
  profile: Profile | null;
  /** Puts values into the edited profile, by path; undefined unsets one. */
  onChange: (values: PathValues) => void;
  /** Opens the form of the edited profile. */
  onTune: () => void;
}

/** What is compared at once, the edited profile included. */
const MAX_COLUMNS = 4;
/** The id of the column of the edited profile. */
const DRAFT = "draft";

interface Setup {
  input: Input;
  variants: readonly Variant[];
}

/** The name of a column beside that of the edited profile. */
function comparisonName(index: number): string {
  return `Comparison ${index}`;
}

/** What was entered for each task: it stays while other tabs and tasks are looked at. */
const kept = new Map<TaskKey, Setup>();

function useSetup(task: Task): [Setup, (change: Partial<Setup>) => void] {
  const [setup, setSetup] = useState<Setup>(
    () => kept.get(task.key) ?? { input: firstInput(task), variants: [] },
  );
  const change = (part: Partial<Setup>) => {
    const next = { ...setup, ...part };
    kept.set(task.key, next);
    setSetup(next);
  };
  return [setup, change];
}

function taskOf(key: TaskKey): Task {
  const task = findTask(key);
  if (!task) throw new Error(`there is no task ${key}`);
  return task;
}

/** What a column runs; the saved profile itself while nothing is changed. */
function targetOf(props: PlaygroundProps, variant?: Variant): Target {
  const { content, isChanged, profile } = props;
  const task = taskOf(props.task);
  if (!variant) {
    return { task, draft: isChanged ? content : null, profileId: profile?.id ?? null };
  }
  const { profile: other, values } = variant;
  const draft = withValues(other ? contentOf(other) : content, values);
  return { task, draft, profileId: (other ?? profile)?.id ?? null };
}

/** Ctrl+Enter or ⌘+Enter runs, in every field of the element that gets the ref. */
function useRunKey(run: () => void) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      run();
    };
    element?.addEventListener("keydown", onKeyDown);
    return () => element?.removeEventListener("keydown", onKeyDown);
  });
  return box;
}

/** Focuses a column that was just added. */
function showComparison(box: HTMLElement | null, index: number): void {
  const added = box?.querySelector(`section[aria-label="${comparisonName(index)}"]`);
  added?.querySelector("button")?.focus({ preventScroll: true });
  added?.scrollIntoView({ block: "nearest" });
}

/** Tries a task with values that are not saved yet, also beside other profiles, models and values. */
export function Playground(props: PlaygroundProps) {
  const task = taskOf(props.task);
  const isAdmin = useMe()?.role === "admin";
  const [{ input, variants }, change] = useSetup(task);
  const { asked, start, stop, isRunning } = useRuns();
  // Whether there is an engine does not depend on what is asked.
  const { data: check } = useQuery(previewOptions(callFor(targetOf(props), firstInput(task))));
  const isEmpty = isInputEmpty(input);
  const run = () => {
    const calls = [undefined, ...variants].map((variant) => {
      return [variant?.id ?? DRAFT, callFor(targetOf(props, variant), input)] as const;
    });
    if (!isEmpty) start(new Map(calls));
  };
  const box = useRunKey(run);
  const setInput = (next: Input) => change({ input: next });
  const tryAgain = (next: Input) => {
    flushSync(() => setInput(next));
    box.current?.querySelector<HTMLElement>("textarea, input")?.focus();
  };
  if (check?.failure?.code === "no_engine_for_model" && variants.length === 0) {
    return <Unavailable {...props} isAdmin={isAdmin} />;
  }
  const compare = () => {
    flushSync(() => change({ variants: [...variants, newVariant()] }));
    showComparison(box.current, variants.length + 1);
  };
  return (
    <div ref={box} className="@container grid min-w-0 gap-4">
      <InputEditor input={input} onChange={setInput} />
      <RunButtons
        isRunning={isRunning}
        isEmpty={isEmpty}
        onRun={run}
        onStop={stop}
        onCompare={variants.length + 1 < MAX_COLUMNS ? compare : undefined}
      />
      <Examples task={task.key} input={input} onChoose={setInput} />
      <Kept profile={props.profile} task={task} onTry={tryAgain} />
      <Columns
        {...props}
        setup={{ input, variants }}
        asked={asked}
        isAdmin={isAdmin}
        onSetup={change}
        onRetry={run}
      />
    </div>
  );
}

/** Takes the place of the playground while no engine runs the model; what is kept can still be read. */
function Unavailable(props: PlaygroundProps & { isAdmin: boolean }) {
  const { content, profile, isAdmin, onTune } = props;
  return (
    <div className="grid min-w-0 gap-4">
      <NoEngine model={content.model_name} isAdmin={isAdmin} onTune={onTune} />
      <Kept profile={profile} task={taskOf(props.task)} />
    </div>
  );
}

interface KeptProps {
  /** Null if the task uses a default, whose requests are never kept. */
  profile: Profile | null;
  task: Task;
  /** Not given while nothing can be tried. */
  onTry?: ((input: Input) => void) | undefined;
}

function Kept({ profile, task, onTry }: KeptProps) {
  if (!profile) return null;
  return (
    <Suspense fallback={<div className="min-h-10 border-t border-line" />}>
      <KeptRequests key={profile.id} profile={profile} kind={task.kind} onTry={onTry} />
    </Suspense>
  );
}

interface ColumnsProps extends PlaygroundProps {
  setup: Setup;
  asked: Readonly<Record<string, Asked>>;
  isAdmin: boolean;
  onSetup: (change: Partial<Setup>) => void;
  onRetry: () => void;
}

/** The edited profile and what it is compared with, side by side if there is room. */
function Columns({ setup, asked, isAdmin, onSetup, onRetry, ...props }: ColumnsProps) {
  const { input, variants } = setup;
  const edited = props.isChanged ? "Your changes" : (props.profile?.name ?? "Default");
  return (
    <div className="grid min-w-0 gap-3 @lg:grid-cols-[repeat(auto-fit,minmax(15rem,1fr))]">
      {[undefined, ...variants].map((variant, index) => (
        <Column
          key={variant?.id ?? DRAFT}
          task={taskOf(props.task)}
          title={variant ? comparisonName(index) : edited}
          model={variant?.profile?.model_name ?? props.content.model_name}
          effective={props.effective}
          variant={variant}
          isCompared={variants.length > 0}
          asked={asked[variant?.id ?? DRAFT]}
          input={input}
          isAdmin={isAdmin}
          onVariant={(next) =>
            onSetup({ variants: variants.map((each) => (each.id === next.id ? next : each)) })
          }
          onRemove={() => onSetup({ variants: variants.filter((each) => each !== variant) })}
          onRetry={onRetry}
          onContinue={(next) => onSetup({ input: next })}
          onUse={props.onChange}
        />
      ))}
    </div>
  );
}

function newVariant(): Variant {
  return { id: crypto.randomUUID(), profile: null, values: {} };
}
