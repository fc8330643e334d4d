import type { ProfileContent } from "@/lib/profiles/content";
import { contentIn } from "@/lib/profiles/form-values";
import type { Core } from "./use-core";

/** A box may hold what was typed and not yet entered, such as a stop string: leaving it enters it. */
function finishTyping(): void {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !activeElement.matches("input, textarea")) return;
  activeElement.blur();
  activeElement.focus();
}

/** Checks the form and hands on what it holds; where something is wrong, goes to the first fault. */
export function submitOf({ form, focusFault }: Core, send: (content: ProfileContent) => void) {
  return () => {
    finishTyping();
    form.clearErrors("root");
    void form.handleSubmit((values) => send(contentIn(values)), focusFault)();
  };
}
