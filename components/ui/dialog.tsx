"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  children: ReactNode;
  /** Only its own buttons close it: a slip beside it must not. */
  modal?: boolean;
  /** For what is compared side by side. */
  wide?: boolean;
}

export interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What happens; the way back, if there is one. */
  children: ReactNode;
  /** Names what is done to what: `Delete “Careful coder”`. */
  confirm: string;
  /** The way out of it; `Cancel`. */
  cancel?: string;
  /** For what takes nothing away; else the button warns. */
  harmless?: boolean;
  /** The row in which one asked for it goes with it: the focus goes to the next. */
  takesRow?: boolean;
  onConfirm: () => void;
}

const Box = lazy(() => import("./dialog-box").then((box) => ({ default: box.DialogBox })));
const Confirm = lazy(() => import("./dialog-box").then((box) => ({ default: box.ConfirmBox })));

/** Whether it has been open: what was never opened is not even fetched. */
export function useEver(open: boolean): boolean {
  const [ever, setEver] = useState(open);
  if (open && !ever) setEver(true);
  return ever || open;
}

/** A box over the page that takes all input until it is closed. */
export function Dialog(props: DialogProps) {
  if (!useEver(props.open)) return null;
  return (
    <Suspense>
      <Box {...props} />
    </Suspense>
  );
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmProps) {
  if (!useEver(props.open)) return null;
  return (
    <Suspense>
      <Confirm {...props} />
    </Suspense>
  );
}
