"use client";

import { useRef } from "react";
import type { ProfileContent } from "@/lib/values/content";
import { changesBetween } from "@/lib/values/changes";
import { contentIn } from "@/lib/values/form-values";
import { showRefusal } from "./refusal";
import type { Core } from "./use-core";

/** A box may hold what was typed and not yet entered, such as a stop string: leaving it enters it. */
function finishTyping(): void {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !activeElement.matches("input, textarea")) return;
  activeElement.blur();
  activeElement.focus();
}

/**
 * Checks the form and hands on what it holds; where something is wrong, goes to the first fault. A
 * profile without changes is not sent, and nothing is while `send` is not done with what was.
 */
export function useSubmit(core: Core, send: (content: ProfileContent) => Promise<unknown>) {
  const isBusy = useRef(false);
  const { form, live, groundNow, focusFault } = core;

  const isUnchanged = () => {
    const { profile, content } = groundNow();
    live.now();
    return profile !== null && changesBetween(content, live.get()).length === 0;
  };
  const submit = async () => {
    finishTyping();
    if (isUnchanged()) return;
    form.clearErrors("root");
    let checked: ProfileContent | undefined;
    const onValid = (values: Parameters<typeof contentIn>[0]) => {
      checked = contentIn(values);
    };
    await form.handleSubmit(onValid, focusFault)();
    if (checked) await send(checked);
  };
  return () => {
    if (isBusy.current) return;
    isBusy.current = true;
    submit()
      // The check itself could not be fetched.
      .catch((error: unknown) => showRefusal(error, core))
      .finally(() => (isBusy.current = false));
  };
}
