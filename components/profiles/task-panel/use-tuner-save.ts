"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { resolveOptions } from "@/lib/assignments/queries";
import type { Resolved } from "@/lib/assignments/schema";
import type { Task } from "@/lib/registry/types";
import { changesBetween } from "@/lib/values/changes";
import { contentOf } from "@/lib/values/content";
import { withChanges } from "@/lib/values/merge";
import { isRevisionConflict } from "../editor/checks";
import { type Baseline, changeCount, draftKeyOf } from "../editor/editor-store";
import { type EditorState, useSubmit } from "../editor/use-editor-state";
import { useSave } from "../editor/use-save";
import type { WhileSaving } from "./use-form-key";
import { type Tuning, useTune } from "./use-tune";

interface TunerSaveOptions {
  task: Task;
  userId: string;
  /** What the task uses. */
  resolved: Resolved;
  discardTo: (saved: Baseline) => void;
  whileSaving: WhileSaving;
}

/** Saves the form over the user's own profile; for a task that uses its default, creates one. */
export function useTunerSave(state: EditorState, options: TunerSaveOptions) {
  const { task, userId, resolved, discardTo, whileSaving } = options;
  const { store, baseline } = state;
  const { tune, isPending, question } = useTune(task, resolved);
  const persist = (tuning: Tuning) =>
    whileSaving(async () => {
      const saved = await tune(tuning);
      if (saved) store.moveDraft(draftKeyOf(userId, saved.id));
      return saved;
    });
  const saving = useSave(state, {
    // Without a profile of the user's own, `create` saves instead.
    base: baseline.profile ?? resolved.profile,
    discardTo,
    persist: ({ content, over }) => persist({ before: contentOf(over), content, over }),
  });
  const create = useCreate(state, task, persist);
  const isNew = baseline.profile === null;
  const save = isNew ? create : saving.save;
  return { ...saving, save, isSaving: saving.isSaving || isPending, question };
}

/** Creates the user's first profile for a task, and continues with it. */
function useCreate(
  state: EditorState,
  task: Task,
  persist: (tuning: Tuning) => ReturnType<WhileSaving>,
) {
  const client = useQueryClient();
  const { store } = state;
  return useSubmit(state, async (content) => {
    const { baseline } = store.flush();
    if (changeCount(store.get()) === 0) return;
    try {
      const saved = await persist({ before: baseline.content, content, over: null });
      if (!saved) return;
      // Changes made while the request ran stay as unsaved changes.
      const since = changesBetween(content, store.flush().content);
      const now = contentOf(saved);
      store.reset({ profile: saved, content: now }, withChanges(now, since));
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
}
