"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";

export interface Toast {
  /** A toast with the same id is replaced. */
  id?: string;
  kind: "success" | "error";
  title: string;
  description?: string;
  /** What can be done about it, such as to undo it. */
  action?: { label: string; onClick: () => void } | undefined;
  /** Milliseconds. */
  duration?: number;
}

/** The component that draws toasts. */
export interface ToastDisplay {
  show: (toast: Toast) => void;
  hide: (id: string) => void;
}

/** Toasts from before the display was loaded. */
const waiting: Toast[] = [];
let display: ToastDisplay | undefined;
let isNeeded = false;
const listeners = new Set<() => void>();

/** Shows a short message that needs no answer. */
export function toast(message: Toast): void {
  if (display) {
    display.show(message);
    return;
  }
  waiting.push(message);
  isNeeded = true;
  for (const listener of listeners) listener();
}

/** Removes a toast that is still shown. */
export function dismiss(id: string): void {
  const index = waiting.findIndex((message) => message.id === id);
  if (index >= 0) waiting.splice(index, 1);
  display?.hide(id);
}

function setDisplay(loaded: ToastDisplay): void {
  display = loaded;
  waiting.splice(0).forEach(loaded.show);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const ToastBox = lazy(() => import("./toast-box"));

/** Where toasts appear. The code that draws them loads with the first one. */
export function Toasts() {
  const isShown = useSyncExternalStore(
    subscribe,
    () => isNeeded,
    () => false,
  );
  if (!isShown) return null;
  return (
    <Suspense>
      <ToastBox onReady={setDisplay} />
    </Suspense>
  );
}
