export interface Toast {
  /** One with the same takes its place. */
  id?: string;
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
interface Box {
  show: (toast: Toast) => void;
  hide: (id: string) => void;
}

/** What draws them, once it is there. */
let box: Box | undefined;
let wanted = false;
const listeners = new Set<() => void>();

/** Says something short that nothing waits for. */
export function toast(said: Toast): void {
  if (box) {
    box.show(said);
    return;
  }
  waiting.push(said);
  wanted = true;
  for (const listener of listeners) listener();
}

/** Takes back what was said, where it is still to be seen. */
export function dismiss(id: string): void {
  const index = waiting.findIndex((said) => said.id === id);
  if (index >= 0) waiting.splice(index, 1);
  box?.hide(id);
}

/** Tells that the box is there: it shows what waits, and from now on what comes. */
export function attach(there: Box): void {
  box = there;
  waiting.splice(0).forEach(there.show);
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
