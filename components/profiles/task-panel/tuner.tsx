"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { toast } from "@/components/ui/toast";
import { resolveOptions } from "@/lib/assignments/queries";
import type { Resolved } from "@/lib/assignments/schema";
import type { TaskTab } from "@/lib/assignments/task-filters";
import { placeOf, startContent } from "@/lib/profiles/new-profile";
import type { Profile } from "@/lib/profiles/schema";
import type { Task, Value } from "@/lib/registry/types";
import { contentOf, type ProfileContent } from "@/lib/values/content";
import { type Effective, inherit } from "@/lib/values/inherit";
import { isRevisionConflict } from "../editor/checks";
import { Conflict } from "../editor/conflict";
import { EditorBar } from "../editor/editor-bar";
import { useSnapshot } from "../editor/editor-context";
import { changeCount, draftKeyOf, type Start } from "../editor/editor-store";
import { fieldOf } from "../editor/form-fields";
import { DraftNotice, NewerRevisionNotice } from "../editor/notices";
import {
  type EditorState,
  useDiscard,
  useEditorState,
  useFollow,
  useStart,
  useSubmit,
} from "../editor/use-editor-state";
import { useSave } from "../editor/use-save";
import { SharedDialog } from "./shared-dialog";
import { TuneForm } from "./tune-form";
import { useTune } from "./use-tune";

/** The profile as it is in the form, for the other tabs. */
export interface TaskDraft {
  content: ProfileContent;
  /** True if the content differs from what is saved. */
  isChanged: boolean;
  /** What the content sends, with what it inherits. */
  effective: Effective;
  /** The saved profile; null if saving creates one. */
  profile: Profile | null;
  /** Sets values by path; undefined resets one. */
  onChange: (values: Readonly<Record<string, Value | undefined>>) => void;
  /** Opens the tab with the form. */
  onTune: () => void;
}

export interface TunerProps {
  task: Task;
  tab: TaskTab;
  userId: string;
  /** What the task uses. */
  resolved: Resolved;
  /** Opens the tab with the form. */
  onShow: () => void;
  /** The open tab, if it is another one. */
  otherTab: (draft: TaskDraft) => ReactNode;
}

/** Changes the user's own profile for a task. */
export function OwnTuner({ profile, ...props }: TunerProps & { profile: Profile }) {
  const draftKey = draftKeyOf(props.userId, profile.id);
  const start = useStart(draftKey, { profile, content: contentOf(profile) });
  // A restored draft needs a new form.
  const key = start.restoredAt;
  return <OwnForm key={key} {...props} profile={profile} start={start} draftKey={draftKey} />;
}

interface FormProps extends TunerProps {
  start: Start;
  draftKey: string;
}

function OwnForm(props: FormProps & { profile: Profile }) {
  const { task, tab, resolved, profile, start, draftKey } = props;
  const state = useEditorState(start, draftKey);
  const discardTo = useDiscard(state);
  const { tune, question } = useTune(task, resolved);
  const saving = useSave(state, {
    base: state.baseline.profile ?? profile,
    discardTo,
    persist: ({ content, over }) => tune({ before: contentOf(over), content, over }),
  });
  useFollow(state, profile);
  const discard = () => discardTo({ profile, content: contentOf(profile) });
  return (
    <TuneForm
      state={state}
      isShown={tab === ""}
      onShow={props.onShow}
      editorPath={`/profiles/${profile.id}`}
      notices={
        <>
          <DraftNotice at={state.restoredAt} onDiscard={discard} />
          <NewerRevisionNotice state={state} saved={profile} isSaving={saving.isSaving} />
        </>
      }
    >
      <OtherTab {...props} state={state} />
      <EditorBar state={state} {...saving} onSave={saving.save} onDiscard={discard} />
      <SharedDialog task={task} question={question} />
      <Conflict saving={saving} />
    </TuneForm>
  );
}

/** Creates a profile for a task that uses a default, once something is changed. */
export function NewTuner(props: TunerProps) {
  const { task, userId, resolved } = props;
  const base = resolved.profile.id;
  const draftKey = draftKeyOf(userId, placeOf({ task: task.key, model: "", base, from: "" }));
  const saved = useMemo(() => {
    const { profile } = resolved;
    const start = startContent({ task, base: profile, model: undefined, from: undefined });
    return { profile: null, content: { ...start, name: task.label } };
  }, [task, resolved]);
  const start = useStart(draftKey, saved);
  return <NewForm key={start.restoredAt} {...props} start={start} draftKey={draftKey} />;
}

function NewForm(props: FormProps) {
  const { task, tab, resolved, start, draftKey } = props;
  const client = useQueryClient();
  const state = useEditorState(start, draftKey);
  const { store } = state;
  const discardTo = useDiscard(state);
  const { tune, isPending } = useTune(task, resolved);
  const discard = () => discardTo({ profile: null, content: start.content });
  const save = useSubmit(state, async (content) => {
    if (changeCount(store.flush()) === 0) return;
    try {
      await tune({ before: start.content, content, over: null });
      // Everything is saved: leaving must not ask.
      store.dropDraft();
      store.reset({ profile: null, content }, null);
    } catch (error) {
      if (!isRevisionConflict(error)) throw error;
      await client.invalidateQueries(resolveOptions(task.key));
      toast({
        kind: "error",
        title: `What ${task.label} uses has changed`,
        description: "Nothing was saved. Check your changes and save again.",
      });
    }
  });
  const base = resolved.profile.id;
  return (
    <TuneForm
      state={state}
      isShown={tab === ""}
      onShow={props.onShow}
      editorPath={`/profiles/new?task=${task.key}&base=${base}`}
      notices={<DraftNotice at={state.restoredAt} onDiscard={discard} />}
    >
      <OtherTab {...props} state={state} />
      <EditorBar state={state} isSaving={isPending} onSave={save} onDiscard={discard} />
    </TuneForm>
  );
}

/** The open tab beside the form, with the profile as it is in the form. */
function OtherTab(props: TunerProps & { state: EditorState }) {
  const { tab, task, otherTab, onShow, state } = props;
  const { store, references, baseline, form } = state;
  const content = useSnapshot(store, (snapshot) => snapshot.content);
  const isChanged = useSnapshot(store, (snapshot) => changeCount(snapshot) > 0);
  if (tab === "") return null;
  const { model, bases, limits } = references;
  const link = { ...content, id: baseline.profile?.id ?? "" };
  const { effective } = inherit([link, ...bases], model, task.kind, [...limits.values()]);
  const onChange: TaskDraft["onChange"] = (values) => {
    for (const [path, value] of Object.entries(values)) {
      const field = fieldOf(path);
      if (field) form.setValue(field, value);
    }
    store.flush();
  };
  const { profile } = baseline;
  return otherTab({ content, isChanged, effective, profile, onChange, onTune: onShow });
}
