"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { flushSync } from "react-dom";
import { toast } from "@/components/ui/toast";
import { replaceProfileMutation } from "@/lib/profiles/mutations";
import { profileOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { changesBetween } from "@/lib/values/changes";
import { contentOf, type ProfileContent } from "@/lib/values/content";
import { merged, withChanges } from "@/lib/values/merge";
import { isRevisionConflict, showSaveError } from "./checks";
import type { Baseline } from "./editor-store";
import { type EditorState, useSubmit } from "./use-editor-state";

/** Someone saved a newer revision than the one the changes were made on. */
export interface Conflict {
  /** The revision the changes were made on. */
  base: Profile;
  mine: ProfileContent;
  /** The newest revision; null while it loads. */
  theirs: Profile | null;
  /** Why it could not be loaded. */
  error?: unknown;
}

/** A request to save. */
export interface SaveRequest {
  content: ProfileContent;
  /** The form's values; they differ from `content` after a merge. */
  mine: ProfileContent;
  /** The revision to replace. */
  over: Profile;
}

function useConflict(base: Profile) {
  const client = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const open = async (mine: ProfileContent) => {
    const found = { base, mine, theirs: null };
    setConflict(found);
    try {
      const theirs = await client.query({ ...profileOptions(base.id), staleTime: 0 });
      setConflict({ ...found, theirs });
    } catch (error) {
      setConflict({ ...found, error });
    }
  };
  return { conflict, open, close: () => setConflict(null) };
}

/**
 * The form's values after a save; null leaves them as they are. Changes made while the request ran
 * stay as unsaved changes.
 */
function valuesAfter(saved: ProfileContent, { content, mine }: SaveRequest, now: ProfileContent) {
  const since = changesBetween(mine, now);
  return since.length > 0 && content === mine ? null : withChanges(saved, since);
}

/** Saves a changed profile. Resolves to null if the user decided not to. */
export type Persist = (request: SaveRequest) => Promise<Profile | null>;

/** Saves a profile as a whole. */
export function useReplace(): Persist {
  const { mutateAsync } = useMutation(replaceProfileMutation(useQueryClient()));
  return async ({ content, over }) => {
    const saved = await mutateAsync({ id: over.id, revision: over.revision, content });
    toast({ kind: "success", title: `“${saved.name}” saved` });
    return saved;
  };
}

interface SaveOptions {
  /** The saved profile. */
  base: Profile;
  /** Replaces the changes with what is saved. */
  discardTo: (saved: Baseline) => void;
  persist: Persist;
}

/**
 * Saves the profile over the revision that its changes were made on; a newer revision opens a
 * conflict.
 */
export function useSave(editor: EditorState, { base, discardTo, persist }: SaveOptions) {
  const { store } = editor;
  const { conflict, open, close } = useConflict(base);
  const { mutateAsync, isPending } = useMutation({ mutationFn: persist });

  const onSaved = (saved: Profile, request: SaveRequest) => {
    close();
    const { content: now } = store.flush();
    const content = contentOf(saved);
    store.reset({ profile: saved, content }, valuesAfter(content, request, now));
  };
  const onError = (error: unknown, { content, mine, over }: SaveRequest) => {
    if (isRevisionConflict(error)) {
      void open(mine);
      return;
    }
    // An open dialog would keep the focus.
    flushSync(close);
    // The errors are about what was sent, which after a merge is not what the form shows.
    if (content !== mine) store.reset({ profile: over, content: contentOf(over) }, content);
    showSaveError(error, editor);
  };
  const send = (request: SaveRequest) =>
    mutateAsync(request, {
      onSuccess: (saved) => {
        if (saved) onSaved(saved, request);
      },
      onError: (error) => onError(error, request),
    }).catch(() => undefined);
  return {
    save: useSubmit(editor, (content) =>
      send({ content, mine: content, over: store.get().baseline.profile ?? base }),
    ),
    isSaving: isPending,
    conflict,
    takeTheirs: () => {
      if (!conflict?.theirs) return;
      discardTo({ profile: conflict.theirs, content: contentOf(conflict.theirs) });
      close();
    },
    keepMine: () => {
      if (!conflict?.theirs) return;
      const { mine, theirs } = conflict;
      void send({ content: merged(conflict.base, theirs, mine), mine, over: theirs });
    },
    keepEditing: close,
    /** Loads the newest revision again. */
    reload: () => {
      if (conflict) void open(conflict.mine);
    },
  };
}
