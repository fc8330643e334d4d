export interface Toast {
  kind: "success" | "error";
  title: string;
  description?: string;
  /** What can be done about it at once, such as to undo it. */
  action?: { label: string; onClick: () => void } | undefined;
  /** Milliseconds. */
  duration?: number;
}

/** What was said before the box was there to show it. */
const waiting: Toast[] = [];
/** The box's own way to show one, once it is there. */
let showNow: ((toast: Toast) => void) | undefined;
let wanted = false;
const listeners = new Set<() => void>();

/** Says something short that nothing waits for. */
export function toast(said: Toast): void {
  if (showNow) {
    showNow(said);
    return;
  }
  waiting.push(said);
  wanted = true;
  for (const listener of listeners) listener();
}

/** Tells that the box is there: it shows what waits, and from now on what comes. */
export function attach(show: (toast: Toast) => void): void {
  showNow = show;
  waiting.splice(0).forEach(show);
}

/** Tells the listener when the first toast was said. */
export function onFirst(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether anything was said yet. */
export function isWanted(): boolean {
  return wanted;
}
