"use client";

import { TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";

/** A call that works with the key, from a shell. */
function exampleCall(secret: string): string {
  return `curl -H "Authorization: Bearer ${secret}" \\\n  ${window.location.origin}/api/resolve/primary`;
}

/** The secret, this once, and a call that works with it. */
export function NewKeySecret({ secret }: { secret: string }) {
  const call = exampleCall(secret);
  const start = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone.
  useEffect(() => start.current?.focus(), []);
  return (
    <div ref={start} tabIndex={-1} className="grid min-w-0 gap-4 outline-none">
      <p className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning">
        <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
        Only its hash is kept: nobody can show the secret again, not even an admin.
      </p>
      <Copyable title="Secret" text={secret} />
      <Copyable title="Try it" text={call} />
    </div>
  );
}

function Copyable({ title, text }: { title: string; text: string }) {
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex items-end justify-between gap-2">
        <h3 className="font-medium">{title}</h3>
        <CopyButton text={text} what={title === "Secret" ? "the secret" : "the call"} />
      </div>
      <CodeBlock label={title} kind="secret">
        {text}
      </CodeBlock>
    </div>
  );
}
