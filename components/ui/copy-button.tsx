"use client";

import { Check, Copy } from "lucide-react";
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
}

export function CopyButton({ text, what, label }: CopyButtonProps) {
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
  return (
    <>
      <Button onClick={copy}>
        {state === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />}
        <span>
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
