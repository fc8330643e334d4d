"use client";

import { X } from "lucide-react";
import { AlertDialog as Alert, Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";

const veil = "fixed inset-0 z-40 bg-veil";
const box =
  "fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2 gap-4 overflow-y-auto rounded-lg border border-line bg-panel p-5 shadow-xl focus:outline-none";
const title = "text-base font-semibold [overflow-wrap:anywhere]";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  children: ReactNode;
  /** Only its own buttons close it: a slip beside it must not. */
  modal?: boolean;
}

export function Dialog({ open, onOpenChange, modal, children, ...texts }: DialogProps) {
  const stay = (event: Event) => {
    if (modal) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={veil} />
        <Radix.Content className={box} onInteractOutside={stay} onEscapeKeyDown={stay}>
          <div className="grid gap-1 pr-8">
            <Radix.Title className={title}>{texts.title}</Radix.Title>
            <Radix.Description className="text-muted">{texts.description}</Radix.Description>
          </div>
          {children}
          {!modal && (
            <Radix.Close asChild>
              <Button look="ghost" size="icon" className="absolute top-3 right-3">
                <X aria-hidden />
                <span className="sr-only">Close</span>
              </Button>
            </Radix.Close>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What happens; the way back, if there is one. */
  children: ReactNode;
  /** Names what is done to what: `Delete “Careful coder”`. */
  confirm: string;
  onConfirm: () => void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ open, onOpenChange, title: name, ...rest }: ConfirmProps) {
  return (
    <Alert.Root open={open} onOpenChange={onOpenChange}>
      <Alert.Portal>
        <Alert.Overlay className={veil} />
        <Alert.Content className={box}>
          <Alert.Title className={title}>{name}</Alert.Title>
          <Alert.Description asChild>
            <div className="grid gap-3">{rest.children}</div>
          </Alert.Description>
          <div className="flex flex-wrap justify-end gap-2">
            <Alert.Cancel asChild>
              <Button>Cancel</Button>
            </Alert.Cancel>
            <Alert.Action asChild>
              <Button
                look="danger"
                className="h-auto min-h-8 max-w-full py-1 whitespace-normal [overflow-wrap:anywhere]"
                onClick={rest.onConfirm}
              >
                {rest.confirm}
              </Button>
            </Alert.Action>
          </div>
        </Alert.Content>
      </Alert.Portal>
    </Alert.Root>
  );
}
