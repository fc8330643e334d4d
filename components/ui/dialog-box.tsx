"use client";

import { X } from "lucide-react";
import { AlertDialog as Alert, Dialog as Radix } from "radix-ui";
import { Button } from "./button";
import { cn } from "./cn";
import { useFocusReturn } from "./use-focus-return";
import type { ConfirmProps, DialogProps } from "./dialog";
import { DialogFooter } from "./dialog-footer";

const veil = "fixed inset-0 z-40 bg-veil";
const box =
  "fixed inset-0 z-50 m-auto flex h-fit max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] flex-col rounded-lg border border-line bg-panel shadow-xl focus:outline-none";
/** What scrolls, below a title that stays. */
const content = "grid min-h-0 gap-4 overflow-y-auto rounded-lg p-5";
const widths = { usual: "max-w-lg", wide: "max-w-3xl" };
const title =
  "sticky -top-5 z-10 -mx-5 -mt-5 -mb-4 bg-panel px-5 pt-5 pb-1 text-base font-semibold [overflow-wrap:anywhere]";

/**
 * Radix focuses the first control. If that is only a scrolling region, which may be far down, the
 * dialog itself gets the focus, so that it is read from the top.
 */
function focusTop(event: Event): void {
  const { currentTarget: dialog } = event;
  if (!(dialog instanceof HTMLElement)) return;
  const first = dialog.querySelector("a[href], button, input, select, textarea, [tabindex='0']");
  if (!first?.matches("div, pre")) return;
  event.preventDefault();
  dialog.focus();
}

/** The content of `Dialog`. */
export function DialogBox({ open, onClose, modal, wide, children, ...texts }: DialogProps) {
  const ignore = (event: Event) => {
    if (modal) event.preventDefault();
  };
  const { leaveRow: _leaveRow, ...focus } = useFocusReturn();
  const onOpen = (event: Event) => {
    focus.onOpenAutoFocus();
    focusTop(event);
  };
  return (
    <Radix.Root open={open} onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className={veil} />
        <Radix.Content
          {...focus}
          onOpenAutoFocus={onOpen}
          className={cn(box, wide ? widths.wide : widths.usual)}
          onInteractOutside={ignore}
          onEscapeKeyDown={ignore}
        >
          <div className={content}>
            <Radix.Title className={cn(title, "pr-13")}>{texts.title}</Radix.Title>
            <Radix.Description className="text-muted">{texts.description}</Radix.Description>
            {children}
          </div>
          {!modal && (
            <Radix.Close asChild>
              <Button variant="ghost" size="icon" className="absolute top-3 right-3 z-20">
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

/** The content of `ConfirmDialog`. */
export function ConfirmBox({ open, onClose, title: name, ...rest }: ConfirmProps) {
  const { leaveRow, ...focus } = useFocusReturn();
  const confirm = () => {
    if (rest.takesRow) leaveRow();
    rest.onConfirm();
  };
  return (
    <Alert.Root open={open} onOpenChange={onClose}>
      <Alert.Portal>
        <Alert.Overlay className={veil} />
        <Alert.Content {...focus} className={cn(box, widths.usual)}>
          <div className={content}>
            <Alert.Title className={title}>{name}</Alert.Title>
            <Alert.Description asChild>
              <div className="grid gap-3">{rest.children}</div>
            </Alert.Description>
            <DialogFooter>
              <Alert.Cancel asChild>
                <Button>{rest.cancel ?? "Cancel"}</Button>
              </Alert.Cancel>
              <Alert.Action asChild>
                <Button
                  variant={rest.harmless ? "primary" : "danger"}
                  className="max-w-full sm:max-w-80"
                  onClick={confirm}
                >
                  {/* The title shows the full name. */}
                  <span className="min-w-0 truncate">{rest.confirm}</span>
                </Button>
              </Alert.Action>
            </DialogFooter>
          </div>
        </Alert.Content>
      </Alert.Portal>
    </Alert.Root>
  );
}
