"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useMe } from "@/components/layout/session";
import { previewOptions } from "@/lib/playground/queries";
import { firstInput } from "@/lib/playground/first-inputs";
import { isInputEmpty, type PathValues } from "@/lib/playground/requests";
import type { Input } from "@/lib/playground/schema";
import type { Profile } from "@/lib/profiles/schema";
import { findTask, type TaskKey } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { Column, NoEngine } from "./column";
import { Examples } from "./examples";
import { InputEditor } from "./inputs";
import { type Draft, draftTitle, questionOf, type Variant } from "./question";
import { CompareButton, RunButtons } from "./run-buttons";
import { type Asked, useRuns } from "./use-runs";

const KeptRequests = lazy(() => import("./kept-requests"));

interface PlaygroundProps extends Draft {
  task: TaskKey;
  /** Puts values into the edited profile, by path; undefined unsets one. */
  onChange: (values: PathValues) => void;
  /** Opens the form of the edited profile. */
  onTune: () => void;
}

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

/** False if no engine runs the model, whatever is asked. */
function useHasEngine(task: Task, draft: Draft): boolean {
  const { call } = questionOf(task, draft, firstInput(task));
  const { data: check } = useQuery(previewOptions(call));
  return check?.failure?.code !== "no_engine_for_model";
}

/** What each column asks, by its id. */
function questionsOf(task: Task, draft: Draft, { input, variants }: Setup) {
  const questions = [undefined, ...variants].map((variant) => {
    return [variant?.id ?? DRAFT, questionOf(task, draft, input, variant)] as const;
  });
  return new Map(questions);
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

/** Focuses a column that was just added. A long one is shown from its start, without scrolling if that is in view. */
function showComparison(box: HTMLElement | null, index: number): void {
  const added = box?.querySelector(`section[aria-label="${comparisonName(index)}"]`);
  const first = added?.querySelector("button");
  first?.focus({ preventScroll: true });
  first?.scrollIntoView({ block: "nearest" });
}

/** Tries a task with values that are not saved yet, also beside other profiles, models and values. */
export function Playground(props: PlaygroundProps) {
  const task = taskOf(props.task);
  const isAdmin = useMe()?.role === "admin";
  const [{ input, variants }, change] = useSetup(task);
  const { asked, start, stop, isRunning } = useRuns(task.key);
  const hasEngine = useHasEngine(task, props);
  const isEmpty = isInputEmpty(input);
  const run = () => {
    if (!isEmpty) start(questionsOf(task, props, { input, variants }));
  };
  const box = useRunKey(run);
  const setInput = (next: Input) => change({ input: next });
  const tryAgain = (next: Input) => {
    flushSync(() => setInput(next));
    box.current?.querySelector<HTMLElement>("textarea, input")?.focus();
  };
  if (!hasEngine && variants.length === 0) {
    return <Unavailable {...props} isAdmin={isAdmin} />;
  }
  const compare = () => {
    flushSync(() => change({ variants: [...variants, newVariant()] }));
    showComparison(box.current, variants.length + 1);
  };
  return (
    <div ref={box} className="@container grid min-w-0 gap-4">
      <InputEditor input={input} onChange={setInput} />
      {/* The panel widens to the left: at its right edge, the button stays under the pointer. */}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <RunButtons isRunning={isRunning} isEmpty={isEmpty} onRun={run} onStop={stop} />
        <CompareButton count={variants.length} onCompare={compare} />
      </div>
      <Columns
        {...props}
        setup={{ input, variants }}
        asked={asked}
        isAdmin={isAdmin}
        onSetup={change}
        onRetry={run}
      />
      <Examples task={task.key} input={input} onChoose={setInput} />
      <Kept profile={props.profile} task={task} onTry={tryAgain} />
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
  const task = taskOf(props.task);
  const isCompared = variants.length > 0;
  return (
    // The page gives a panel with several columns more room.
    <div
      data-wide={isCompared ? "" : undefined}
      className="grid min-w-0 gap-3 empty:hidden @lg:grid-cols-[repeat(auto-fit,minmax(15rem,1fr))]"
    >
      {[undefined, ...variants].map((variant, index) => (
        <Column
          key={variant?.id ?? DRAFT}
          task={task}
          title={variant ? comparisonName(index) : draftTitle(props)}
          model={variant?.profile?.model_name ?? props.content.model_name}
          effective={props.effective}
          variant={variant}
          isCompared={isCompared}
          asked={asked[variant?.id ?? DRAFT]}
          next={questionOf(task, props, input, variant)}
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
