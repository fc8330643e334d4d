import type { UseFormReturn } from "react-hook-form";
import type { ProfileContent } from "@/lib/values/content";
import { changesBetween } from "@/lib/values/changes";
import { contentIn, type FormValues } from "@/lib/values/form-values";

/** Milliseconds after the last change before what is derived from the form follows. */
const PAUSE = 120;

/** The content of the form for all that is derived from it: counts, warnings, what is in force. */
export interface Live {
  get: () => ProfileContent;
  subscribe: (listener: () => void) => () => void;
  /** Follows at once, as after a reset. */
  now: () => void;
  /** Begins to follow the form. Answers how to end it. */
  watch: () => () => void;
}

/**
 * Follows a form with the first of several changes and, once they pause, with the last: while a
 * slider is dragged, its row alone is drawn.
 */
export function liveOf(form: UseFormReturn<FormValues>): Live {
  const listeners = new Set<() => void>();
  let content = contentIn(form.getValues());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    const next = contentIn(form.getValues());
    if (changesBetween(content, next).length === 0) return;
    content = next;
    for (const listener of listeners) listener();
  };
  const onChange = () => {
    if (timer === undefined) now();
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      now();
    }, PAUSE);
  };
  return {
    get: () => content,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    now,
    watch: () => {
      const unsubscribe = form.subscribe({ formState: { values: true }, callback: onChange });
      return () => {
        clearTimeout(timer);
        timer = undefined;
        unsubscribe();
      };
    },
  };
}
