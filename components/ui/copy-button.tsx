"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";

interface CopyButtonProps {
  /** A function where it is only known, or only worth making, when it is wanted. */
  text: string | (() => string);
  /** What is copied, for its name: `Copy secret`. */
  what: string;
  /** What it says where "Copy" is not enough to the eye, as beside another one. */
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
    // Absent where the page came over plain http from another machine.
    const clipboard = navigator.clipboard as Clipboard | undefined;
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
    failed: label ? "The browser refused it" : "Select and copy it by hand",
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
      {/* Beside the button: words that are read out as they change would not name it. */}
      <span role="status" className="sr-only">
        {state !== "idle" && words}
      </span>
    </>
  );
}
