"use client";

import { type ReactNode, useState } from "react";
import type { Resolved } from "@/lib/assignments/schema";
import type { TaskTab } from "@/lib/assignments/task-filters";
import { placeOf, startContent } from "@/lib/profiles/new-profile";
import type { Profile } from "@/lib/profiles/schema";
import type { Task, Value } from "@/lib/registry/types";
import { contentOf, type ProfileContent } from "@/lib/values/content";
import { type Effective, inherit } from "@/lib/values/inherit";
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
} from "../editor/use-editor-state";
import { SharedDialog } from "./shared-dialog";
import { TuneForm } from "./tune-form";
import type { WhileSaving } from "./use-form-key";
import { useTunerSave } from "./use-tuner-save";

/** The profile as it is in the form, for the other tabs. */
export interface TaskDraft {
  content: ProfileContent;
  /** True if the content differs from what is saved. */
  isChanged: boolean;
  /** What the content sends, with what it inherits. */
  effective: Effective;
  /** Path of a value of `effective` → where it comes from, as in `inherit`. */
  provenance: Readonly<Record<string, string>>;
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
  /** The user's own profile; null for a task that uses its default. */
  profile: Profile | null;
  whileSaving: WhileSaving;
  /** Opens the tab with the form. */
  onShow: () => void;
  /** The open tab, if it is another one. */
  otherTab: (draft: TaskDraft) => ReactNode;
}

/** What is saved, and where its draft is kept; for a task that uses its default, a new profile. */
function placeFor({ task, userId, resolved, profile }: TunerProps) {
  if (profile) {
    const saved = { profile, content: contentOf(profile) };
    return { draftKey: draftKeyOf(userId, profile.id), saved };
  }
  const base = resolved.profile;
  const place = placeOf({ task: task.key, model: "", base: base.id, from: "" });
  const content = startContent({ task, base, model: undefined, from: undefined });
  const saved = { profile: null, content: { ...content, name: task.label } };
  return { draftKey: draftKeyOf(userId, place), saved };
}

/** Changes the user's own profile for a task; creates one for a task that uses its default. */
export function Tuner(props: TunerProps) {
  const [{ draftKey, saved }] = useState(() => placeFor(props));
  const start = useStart(draftKey, saved);
  // A restored draft needs a new form.
  return <Form key={start.restoredAt} {...props} start={start} draftKey={draftKey} />;
}

function Form({ start, draftKey, ...props }: TunerProps & { start: Start; draftKey: string }) {
  const { task, tab, userId, resolved, profile } = props;
  const state = useEditorState(start, draftKey);
  const discardTo = useDiscard(state);
  const { question, ...saving } = useTunerSave(state, { ...props, discardTo });
  useFollow(state, profile);
  const content = profile ? contentOf(profile) : start.content;
  const discard = () => discardTo({ profile, content });
  const { isSaving } = saving;
  return (
    <TuneForm
      state={state}
      isShown={tab === ""}
      onShow={props.onShow}
      editorPath={
        profile
          ? `/profiles/${profile.id}`
          : `/profiles/new?task=${task.key}&base=${resolved.profile.id}`
      }
      notices={
        <>
          <DraftNotice at={state.restoredAt} onDiscard={discard} />
          {profile && <NewerRevisionNotice {...{ state, userId, isSaving }} saved={profile} />}
        </>
      }
    >
      <OtherTab {...props} state={state} />
      <EditorBar state={state} isSaving={isSaving} onSave={saving.save} onDiscard={discard} />
      <SharedDialog task={task} question={question} />
      <Conflict saving={saving} userId={userId} />
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
  const { effective, provenance } = inherit([link, ...bases], model, task.kind, [
    ...limits.values(),
  ]);
  const onChange: TaskDraft["onChange"] = (values) => {
    for (const [path, value] of Object.entries(values)) {
      const field = fieldOf(path);
      if (field) form.setValue(field, value);
    }
    store.flush();
  };
  const { profile } = baseline;
  const draft = { content, isChanged, effective, provenance, profile };
  return otherTab({ ...draft, onChange, onTune: onShow });
}
