"use client";

import { Check, Copy, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { COPY_BLOCKED, copyText } from "./copy-text";

interface CopyButtonProps {
  /** A function if the text is only known, or expensive, when it is copied. */
  text: string | (() => string);
  /** What is copied, for screen readers: `Copy secret`. */
  what: string;
  /** Shown instead of "Copy", if several are side by side. */
  label?: string;
  /** Shows no words, for a line of text. */
  isIcon?: boolean;
}

const ICON_BUTTON = { variant: "ghost", size: "icon", className: "-my-1.5" } as const;
const ICONS = { idle: Copy, copied: Check, failed: TriangleAlert } as const;

export function CopyButton({ text, what, label, isIcon = false }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    copyText(typeof text === "function" ? text() : text).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  };
  const words = {
    idle: label ?? "Copy",
    copied: "Copied",
    failed: label ? "The browser blocked copying" : COPY_BLOCKED,
  }[state];
  const Icon = ICONS[isIcon || state === "copied" ? state : "idle"];
  return (
    <>
      <Button {...(isIcon && { ...ICON_BUTTON, title: words })} onClick={copy}>
        <Icon aria-hidden />
        <span className={isIcon ? "sr-only" : undefined}>
          {words}
          {(!label || state !== "idle") && <span className="sr-only"> {what}</span>}
        </span>
      </Button>
      {/* Outside the button: a live region inside it would not name it. */}
      <span role="status" className="sr-only">
        {state !== "idle" && words}
      </span>
    </>
  );
}

/** An id with a button that copies it. */
export function CopyableId({ text, what }: Pick<CopyButtonProps, "what"> & { text: string }) {
  return (
    <span className="flex items-center justify-between gap-2">
      <span className="min-w-0 font-mono text-xs">{text}</span>
      <CopyButton text={text} what={what} isIcon />
    </span>
  );
}
