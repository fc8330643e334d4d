/** Copies a text; rejects where the browser does not allow it. */
export function copyText(text: string): Promise<void> {
  // Browsers have no clipboard on pages loaded over plain HTTP from another machine.
  const clipboard = "clipboard" in navigator ? navigator.clipboard : undefined;
  return clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
}

/** Shown if a copy is rejected. */
export const COPY_BLOCKED = "Select the text to copy it";
