"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useHydrated } from "@/components/ui/use-browser";
import { changesBetween } from "@/lib/values/changes";
import { type Draft, type Ground, keepDraft, readDraft } from "./draft";
import type { Live } from "./live";

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

interface Drafting {
  key: string;
  start: Start;
  live: Live;
  ground: Ground;
  groundNow: () => Ground;
}

/**
 * Keeps unsaved changes in the browser until they are saved or discarded. `keep` does so at once and
 * answers whether the browser lets us; `drop` forgets them for good.
 */
export function useDraft({ key, start, live, ground, groundNow }: Drafting) {
  const isDropped = useRef(false);
  /** When the draft that is of this editor was kept: another tab's is not ours to forget. */
  const own = useRef(start.restoredAt);
  const forget = useCallback(() => {
    if (own.current !== null && readDraft(key)?.at === own.current) keepDraft(key, null);
    own.current = null;
  }, [key]);
  const keep = useCallback((): boolean => {
    if (isDropped.current) return false;
    const [from, content] = [groundNow(), live.get()];
    if (changesBetween(from.content, content).length === 0) {
      forget();
      return true;
    }
    const at = new Date().toISOString();
    const isKept = keepDraft(key, { at, ground: from, content });
    if (isKept) own.current = at;
    return isKept;
  }, [key, live, groundNow, forget]);
  useEffect(() => {
    const last = () => {
      live.now();
      keep();
    };
    const unsubscribe = live.subscribe(() => void keep());
    window.addEventListener("pagehide", last);
    return () => {
      window.removeEventListener("pagehide", last);
      unsubscribe();
      last();
    };
  }, [live, keep]);
  // Saved: what is in the form is no change any more.
  useEffect(() => void keep(), [ground, keep]);
  const drop = useCallback(() => {
    isDropped.current = true;
    forget();
  }, [forget]);
  return { keep, drop };
}
