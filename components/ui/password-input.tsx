"use client";

import { type ComponentProps, useState } from "react";
import { cn } from "./cn";
import { Input } from "./form";

/** Inline, because the sign-in page loads no other icon. */
function EyeIcon({ isCrossed }: { isCrossed: boolean }) {
  return (
    <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden className="size-4">
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z" strokeWidth="1.3" />
      <circle cx="8" cy="8" r="2" strokeWidth="1.3" />
      {isCrossed && <path d="m2.5 2.5 11 11" strokeWidth="1.3" strokeLinecap="round" />}
    </svg>
  );
}

/** A password, hidden until the button in the field is pressed. */
export function PasswordInput({ className, ...rest }: ComponentProps<"input">) {
  const [isShown, setShown] = useState(false);
  return (
    <span className="relative flex">
      <Input
        {...rest}
        type={isShown ? "text" : "password"}
        autoCapitalize="none"
        spellCheck={false}
        className={cn("pr-9!", className)}
      />
      <button
        type="button"
        aria-pressed={isShown}
        aria-controls={rest.id}
        onClick={() => setShown(!isShown)}
        className="absolute inset-y-0 right-0 grid w-8 place-items-center rounded-md text-muted hover:text-ink"
      >
        <EyeIcon isCrossed={isShown} />
        <span className="sr-only">Show password</span>
      </button>
    </span>
  );
}
