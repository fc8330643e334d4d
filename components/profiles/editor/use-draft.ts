"use client";

import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";
import { changesBetween } from "@/lib/profiles/diff";
import { type Draft, type Ground, keepDraft, readDraft } from "./draft";
import type { Core } from "./use-core";

/** What an editor starts with. */
export interface Start extends Ground {
  /** What stands in the form. */
  values: Ground["content"];
  /** When what stands there was kept, if it is of an earlier visit. */
  restoredAt: string | null;
}

/** A draft over what is saved now; one that holds no change is none. */
function startFrom(saved: Ground, draft: Draft | null): Start {
  const isChanged = draft && changesBetween(saved.content, draft.content).length > 0;
  if (!isChanged) return { ...saved, values: saved.content, restoredAt: null };
  // Changes that were made on an older revision are still changes of that one.
  const isCurrent = draft.ground.profile?.revision === saved.profile?.revision;
  const ground = isCurrent ? saved : draft.ground;
  return { ...ground, values: draft.content, restoredAt: draft.at };
}

/** What the editor starts with: what is saved or, once React runs the page, the draft that is kept. */
export function useStart(key: string, saved: Ground): Start {
  const isHydrated = useHydrated();
  const [plain] = useState(() => startFrom(saved, null));
  // Read at once: the plain editor keeps that it has no changes.
  const [drafted] = useState(() => startFrom(saved, readDraft(key)));
  return isHydrated ? drafted : plain;
}

/** Keeps unsaved changes in the browser until they are saved or discarded. Answers how to forget them. */
export function useDraft(key: string, { live, ground }: Core): () => void {
  const isDropped = useRef(false);
  const keep = useEffectEvent(() => {
    if (isDropped.current) return;
    const content = live.get();
    const isChanged = changesBetween(ground.content, content).length > 0;
    keepDraft(key, isChanged ? { at: new Date().toISOString(), ground, content } : null);
  });
  useEffect(() => {
    const last = () => {
      live.now();
      keep();
    };
    const unsubscribe = live.subscribe(() => keep());
    window.addEventListener("pagehide", last);
    return () => {
      window.removeEventListener("pagehide", last);
      unsubscribe();
      last();
    };
  }, [live]);
  // Saved: what is in the form is no change any more.
  useEffect(() => keep(), [ground]);
  return useCallback(() => {
    isDropped.current = true;
    keepDraft(key, null);
  }, [key]);
}
