"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";

export interface DialogProps {
  open: boolean;
  /** Called when the user closes it; the caller then renders it with `open` false. */
  onClose: () => void;
  title: string;
  description: ReactNode;
  children: ReactNode;
  /** Only its buttons close it, not Escape or a click outside. */
  modal?: boolean;
  /** For content in two columns. */
  wide?: boolean;
}

export interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, and how to undo it if that is possible. */
  children: ReactNode;
  /** The action and its object: `Delete “Careful coder”`. */
  confirm: string;
  /** The other button; `Cancel` by default. */
  cancel?: string;
  /** For an action that loses nothing: the button is not red. */
  harmless?: boolean;
  /** Confirming removes the row that the dialog was opened from: the focus moves to the next one. */
  takesRow?: boolean;
  onConfirm: () => void;
}

const Box = lazy(() => import("./dialog-box").then((box) => ({ default: box.DialogBox })));
const Confirm = lazy(() => import("./dialog-box").then((box) => ({ default: box.ConfirmBox })));

/** True while a dialog, such as the search palette, takes all input. */
export function isDialogOpen(): boolean {
  return document.querySelector("[role=dialog], [role=alertdialog]") !== null;
}

/** True once `open` was true: a dialog that was never opened loads no code. */
export function useHasOpened(open: boolean): boolean {
  const [hasOpened, setHasOpened] = useState(open);
  if (open && !hasOpened) setHasOpened(true);
  return hasOpened || open;
}

/** The last value that was not null: a dialog keeps showing its subject while it closes. */
export function useLastValue<T>(value: T | null): T | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}

/** A dialog that takes all input until it is closed. */
export function Dialog(props: DialogProps) {
  if (!useHasOpened(props.open)) return null;
  return (
    <Suspense>
      <Box {...props} />
    </Suspense>
  );
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmProps) {
  if (!useHasOpened(props.open)) return null;
  return (
    <Suspense>
      <Confirm {...props} />
    </Suspense>
  );
}
