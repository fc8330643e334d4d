"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";

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
    // Browsers have no clipboard on pages loaded over plain HTTP from another machine.
    const clipboard = "clipboard" in navigator ? navigator.clipboard : undefined;
    const written =
      clipboard?.writeText(typeof text === "function" ? text() : text) ??
      Promise.reject(new Error("no clipboard"));
    written.then(
      () => setState("copied"),
      () => setState("failed"),
    );
  };
  const words = {
    idle: label ?? "Copy",
    copied: "Copied",
    failed: label ? "The browser blocked copying" : "Select the text to copy it",
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
