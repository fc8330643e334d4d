import type { UseFormReturn } from "react-hook-form";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Profile } from "@/lib/profiles/schema";
import { blankContent, type ProfileContent } from "@/lib/values/content";
import { type FormValues, formValuesOf } from "@/lib/values/form-values";
import {
  type Baseline,
  changeCount,
  createEditorStore,
  draftKeyOf,
  startWithDraft,
  startWithout,
} from "./editor-store";

const KEY = draftKeyOf("ben", "p");
const SAVED: ProfileContent = {
  ...blankContent(1, "m"),
  name: "Mine",
  gpu_config: { n_gpu_layers: 4 },
};
const at = (revision: number, content = SAVED): Baseline => ({
  profile: { id: "p", revision } as Profile,
  content,
});
const CHANGED = { ...SAVED, name: "Other" };

/** The storage of a browser; `isFull` refuses everything. */
function storage() {
  const items = new Map<string, string>();
  const state = { items, isFull: false };
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (state.isFull) throw new Error("full");
      items.set(key, value);
    },
    removeItem: (key: string) => items.delete(key),
  });
  return state;
}

/** A form as the store uses it; `type` is what a person does. */
function fakeForm(content: ProfileContent) {
  let values: FormValues = formValuesOf(content);
  let notify: () => void = () => undefined;
  const form = {
    getValues: () => values,
    reset: (next: FormValues) => (values = next),
    subscribe: ({ callback }: { callback: () => void }) => {
      notify = callback;
      return () => (notify = () => undefined);
    },
  } as unknown as UseFormReturn<FormValues>;
  const type = (set: Partial<FormValues>) => {
    values = { ...values, ...set };
    notify();
  };
  return { form, type };
}

let kept: ReturnType<typeof storage>;
const draftAt = (key: string) => JSON.parse(kept.items.get(key) ?? "null") as unknown;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2030-01-01T00:00:00.000Z") });
  vi.stubGlobal("window", new EventTarget());
  kept = storage();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** An editor of the saved profile, and its form. */
function editor(start = startWithout(at(1))) {
  const store = createEditorStore(start, KEY);
  const { form, type } = fakeForm(start.values);
  return { store, type, close: store.connect(form) };
}

describe("a draft", () => {
  test("is separate for each user and profile", () => {
    const keys = [KEY, draftKeyOf("ben", "q"), draftKeyOf("cleo", "p")];
    expect(new Set(keys).size).toBe(3);
  });

  test("is stored at the first change, and gives an editor its values when it opens again", () => {
    editor().type({ name: "Other" });
    const start = startWithDraft(at(1), KEY);
    expect(start).toEqual({ ...at(1), values: CHANGED, restoredAt: "2030-01-01T00:00:00.000Z" });
  });

  test("is compared with the revision that it changed, even if a newer one is saved", () => {
    editor().type({ name: "Other" });
    const newer = { ...SAVED, description: "new" };
    expect(startWithDraft(at(2, newer), KEY)).toMatchObject({ ...at(1), values: CHANGED });
  });

  test("is ignored if it has no changes to what is saved now", () => {
    editor().type({ name: "Other" });
    expect(startWithDraft(at(2, CHANGED), KEY)).toEqual(startWithout(at(2, CHANGED)));
  });

  test.each([
    "",
    "{",
    "null",
    "7",
    '"text"',
    '{"at":1}',
    JSON.stringify({ at: 7, content: CHANGED, ground: at(1) }),
    JSON.stringify({ at: "x", content: CHANGED }),
    JSON.stringify({ at: "x", content: CHANGED, ground: { ...at(1), content: null } }),
    '{"at":"x","content":{},"ground":{"content":{}}}',
    JSON.stringify({ at: "x", content: SAVED, ground: { content: { name: "x" } } }),
    JSON.stringify({ at: "x", content: { ...CHANGED, name: undefined }, ground: at(1) }),
  ])("that is stored as %s is unreadable and ignored", (text) => {
    kept.items.set(KEY, text);
    expect(startWithDraft(at(1), KEY)).toEqual(startWithout(at(1)));
  });

  test("is deleted when the last change is taken back", () => {
    const { type, store } = editor();
    type({ name: "Other" });
    type({ name: "Mine" });
    vi.runAllTimers();
    expect(changeCount(store.get())).toBe(0);
    expect(kept.items.size).toBe(0);
    expect(store.saveDraft()).toBe(true);
  });

  test("of another tab is not deleted", () => {
    const { type, store } = editor();
    type({ name: "Other" });
    const other = JSON.stringify({ at: "later", content: CHANGED, ground: at(1) });
    kept.items.set(KEY, other);
    store.dropDraft();
    expect(kept.items.get(KEY)).toBe(other);
  });

  test("that is dropped is gone, and nothing is stored afterwards", () => {
    const { type, store, close } = editor();
    type({ name: "Other" });
    store.dropDraft();
    type({ name: "Third" });
    close();
    expect(store.saveDraft()).toBe(false);
    expect(kept.items.size).toBe(0);
  });

  test("moves to the profile that was saved; with the same key it stays", () => {
    const { type, store } = editor();
    type({ name: "Other" });
    store.moveDraft(KEY);
    expect(kept.items.size).toBe(1);
    store.moveDraft("next");
    expect(kept.items.size).toBe(0);
    expect(store.saveDraft()).toBe(true);
    expect(draftAt("next")).toMatchObject({ content: CHANGED });
  });

  test("cannot be saved where the browser has no room", () => {
    const { type, store } = editor();
    kept.isFull = true;
    type({ name: "Other" });
    expect(store.saveDraft()).toBe(false);
    expect(store.get().content.name).toBe("Other");
  });
});

describe("the editor's content", () => {
  test("follows the first of several changes at once, and the last after a pause", () => {
    const { store, type } = editor();
    const listener = vi.fn();
    store.subscribe(listener);
    for (const name of ["a", "b", "c"]) type({ name });
    expect(store.get().content.name).toBe("a");
    vi.advanceTimersByTime(119);
    expect(listener).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(store.get().content.name).toBe("c");
    expect(listener).toHaveBeenCalledTimes(2);
  });

  test("can be read before the pause ends", () => {
    const { store, type } = editor();
    for (const name of ["a", "b"]) type({ name });
    expect(store.flush().content.name).toBe("b");
    expect(changeCount(store.get())).toBe(1);
  });

  test("stays the same object where nothing changed, and so do equal GPU values", () => {
    const { store, type } = editor();
    const before = store.get();
    type({ name: "Mine", gpu_config: { n_gpu_layers: 4 } });
    expect(store.flush()).toBe(before);
    type({ name: "Other", gpu_config: { n_gpu_layers: 4 } });
    expect(store.flush().content.gpu_config).toBe(before.content.gpu_config);
    type({ gpu_config: { n_gpu_layers: 5 } });
    expect(store.flush().content.gpu_config).toEqual({ n_gpu_layers: 5 });
  });

  test("is saved as a draft when the page or the editor closes, and not followed afterwards", () => {
    const { store, type, close } = editor();
    for (const name of ["a", "b"]) type({ name });
    window.dispatchEvent(new Event("pagehide"));
    expect(draftAt(KEY)).toMatchObject({ content: { name: "b" } });
    type({ name: "c" });
    close();
    expect(draftAt(KEY)).toMatchObject({ content: { name: "c" } });
    type({ name: "d" });
    window.dispatchEvent(new Event("pagehide"));
    vi.runAllTimers();
    expect(store.get().content.name).toBe("c");
  });
});

describe("a reset", () => {
  test("replaces what changes are counted from, and the form's values", () => {
    const { store, type } = editor();
    type({ name: "Other" });
    store.reset(at(2, { ...SAVED, name: "Third" }));
    expect(store.get()).toMatchObject({
      ...{ content: { name: "Third" }, baseline: { profile: { revision: 2 } } },
    });
    expect(changeCount(store.get())).toBe(0);
    expect(kept.items.size).toBe(0);
  });

  test("keeps the form's values with null, and takes other values if they are given", () => {
    const { store, type } = editor();
    type({ name: "Other" });
    store.reset(at(2), null);
    expect(store.get().content.name).toBe("Other");
    expect(draftAt(KEY)).toMatchObject({ ground: { profile: { revision: 2 } } });
    store.reset(at(2), { ...SAVED, description: "x" });
    expect(store.get().content).toEqual({ ...SAVED, description: "x" });
  });

  test("tells its listeners until they leave", () => {
    const { store } = editor();
    const listener = vi.fn();
    const leave = store.subscribe(listener);
    store.reset(at(2));
    leave();
    store.reset(at(3));
    expect(listener).toHaveBeenCalledTimes(1);
  });
});
