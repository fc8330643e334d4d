import type { UseFormReturn } from "react-hook-form";
import type { Profile } from "@/lib/profiles/schema";
import { changesBetween, same } from "@/lib/values/changes";
import { CONTENT_FIELDS, type ProfileContent } from "@/lib/values/content";
import { contentIn, type FormValues, formValuesOf } from "@/lib/values/form-values";

/** The saved state that unsaved changes are counted from. */
export interface Baseline {
  /** Null for a profile that is not created yet. */
  profile: Profile | null;
  content: ProfileContent;
}

/** Unsaved changes as the browser keeps them. */
export interface Draft {
  /** ISO time of the last change. */
  at: string;
  baseline: Baseline;
  content: ProfileContent;
}

/** What the form starts with. */
export interface Start extends Baseline {
  values: ProfileContent;
  /** When the draft in `values` was saved; null without a draft. */
  restoredAt: string | null;
}

/** Drafts are separate for each user and each profile. */
export function draftKeyOf(userId: string, profile: string): string {
  return `model-profiles:draft:${userId}:${profile}`;
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isContent(value: unknown): value is ProfileContent {
  return isObject(value) && CONTENT_FIELDS.every((field) => field in value);
}

/** Drafts of earlier versions stay readable: their baseline is stored as `ground`. */
type StoredDraft = Omit<Draft, "baseline"> & { ground: Baseline };

function isStoredDraft(value: unknown): value is StoredDraft {
  if (!isObject(value) || typeof value.at !== "string") return false;
  return isContent(value.content) && isObject(value.ground) && isContent(value.ground.content);
}

function storedDraft({ at, baseline: { profile, content: saved }, content }: Draft): StoredDraft {
  return { at, ground: { profile, content: saved }, content };
}

/** The draft stored under a key; null if there is none or it is unreadable. */
function readDraft(key: string): Draft | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (!isStoredDraft(value)) return null;
    return { at: value.at, baseline: value.ground, content: value.content };
  } catch {
    return null;
  }
}

/** Stores a draft, or removes it with null. False if the browser has no storage for us. */
function writeDraft(key: string, draft: Draft | null): boolean {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(storedDraft(draft)));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** The saved content, without a draft. */
export function startWithout(saved: Baseline): Start {
  return { ...saved, values: saved.content, restoredAt: null };
}

/** The draft stored under the key, on top of the saved content. A draft without changes is ignored. */
export function startWithDraft(saved: Baseline, key: string): Start {
  const draft = readDraft(key);
  if (!draft || changesBetween(saved.content, draft.content).length === 0) {
    return startWithout(saved);
  }
  // Changes made to an older revision are still compared with that revision.
  const isCurrent = draft.baseline.profile?.revision === saved.profile?.revision;
  const baseline = isCurrent ? saved : draft.baseline;
  return { ...baseline, values: draft.content, restoredAt: draft.at };
}

/** Milliseconds without a change after which everything derived from the form is updated. */
const PAUSE = 120;

/** What the interface derives from the form. Both parts are replaced, never mutated. */
export interface EditorSnapshot {
  baseline: Baseline;
  content: ProfileContent;
}

/**
 * The content of the form for everything derived from it (counts, warnings, effective values, the
 * draft). It follows the first of several changes and then the last, so that dragging a slider
 * renders only its own row.
 */
export interface EditorStore {
  get: () => EditorSnapshot;
  subscribe: (listener: () => void) => () => void;
  /** Follows the form and saves drafts until the returned function is called. */
  connect: (form: UseFormReturn<FormValues>) => () => void;
  /** Reads the form now instead of after the pause. */
  flush: () => EditorSnapshot;
  /** Replaces the baseline and the form's values; with null, the form keeps its values. */
  reset: (baseline: Baseline, values?: ProfileContent | null) => void;
  /** Saves the draft now. False if it could not be saved. */
  saveDraft: () => boolean;
  /** Deletes the draft; later ones are stored under another key, for the profile that was saved. */
  moveDraft: (key: string) => void;
  /** Deletes the draft; nothing is saved afterwards. */
  dropDraft: () => void;
}

/** Number of fields that differ from the baseline. */
export function changeCount({ baseline, content }: EditorSnapshot): number {
  return changesBetween(baseline.content, content).length;
}

/** Saves and deletes one editor's draft. */
function draftOf(initialKey: string, start: Start) {
  let key = initialKey;
  let isDropped = false;
  /** Time of our own draft: one that another tab has saved since is not ours to delete. */
  let ownAt = start.restoredAt;
  const remove = () => {
    if (ownAt !== null && readDraft(key)?.at === ownAt) writeDraft(key, null);
    ownAt = null;
  };
  return {
    save: (snapshot: EditorSnapshot): boolean => {
      if (isDropped) return false;
      if (changeCount(snapshot) === 0) {
        remove();
        return true;
      }
      const at = new Date().toISOString();
      const isSaved = writeDraft(key, { at, ...snapshot });
      if (isSaved) ownAt = at;
      return isSaved;
    },
    move: (next: string) => {
      if (next !== key) remove();
      key = next;
    },
    drop: () => {
      isDropped = true;
      remove();
    },
  };
}

export function createEditorStore(start: Start, draftKey: string): EditorStore {
  const listeners = new Set<() => void>();
  const draft = draftOf(draftKey, start);
  let form: UseFormReturn<FormValues> | undefined;
  let snapshot: EditorSnapshot = {
    baseline: start,
    content: contentIn(formValuesOf(start.values)),
  };
  const publish = (next: EditorSnapshot) => {
    snapshot = next;
    if (form) draft.save(snapshot);
    for (const listener of listeners) listener();
  };
  /** The form's content; the same objects as before where nothing changed. */
  const read = (): ProfileContent => {
    const before = snapshot.content;
    const content = form ? contentIn(form.getValues()) : before;
    if (changesBetween(before, content).length === 0) return before;
    // Inheritance is computed from the GPU values: equal ones must not look like new ones.
    return same(before.gpu_config, content.gpu_config)
      ? { ...content, gpu_config: before.gpu_config }
      : content;
  };
  const flush = () => {
    const content = read();
    if (content !== snapshot.content) publish({ ...snapshot, content });
    return snapshot;
  };
  return {
    get: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush,
    connect: (connected) => {
      form = connected;
      draft.save(snapshot);
      return follow(connected, flush, () => void draft.save(flush()));
    },
    reset: (baseline, values = baseline.content) => {
      // First, so that nothing compares the new values with the old baseline.
      snapshot = { ...snapshot, baseline };
      if (values) form?.reset(formValuesOf(values));
      publish({ baseline, content: read() });
    },
    saveDraft: () => draft.save(snapshot),
    moveDraft: draft.move,
    dropDraft: draft.drop,
  };
}

/**
 * Calls `onPause` at the first of several changes and again when they pause, and `onLeave` when the
 * page or the editor closes.
 */
function follow(
  form: UseFormReturn<FormValues>,
  onPause: () => void,
  onLeave: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const callback = () => {
    if (timer === undefined) onPause();
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      onPause();
    }, PAUSE);
  };
  const unsubscribe = form.subscribe({ formState: { values: true }, callback });
  window.addEventListener("pagehide", onLeave);
  return () => {
    window.removeEventListener("pagehide", onLeave);
    clearTimeout(timer);
    timer = undefined;
    unsubscribe();
    onLeave();
  };
}
