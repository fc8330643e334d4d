"use client";

import { useEffect, useRef } from "react";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";
import type { ResetLink } from "@/lib/users/schema";

/** A link that sets a password, with a button that copies it. */
export function OneTimeLink({ link }: { link: ResetLink }) {
  const start = useRef<HTMLDivElement>(null);
  // The focused button is gone.
  useEffect(() => start.current?.focus(), []);
  const url = new URL(link.path, window.location.origin).href;
  return (
    <div ref={start} tabIndex={-1} className="grid min-w-0 gap-2 outline-none">
      <div className="flex items-end justify-between gap-2">
        <p className="text-muted">
          Works once, until{" "}
          {new Date(link.expires_at).toLocaleString("en-GB", {
            dateStyle: "medium",
            timeStyle: "short",
          })}{" "}
          (<Time iso={link.expires_at} />)
        </p>
        <CopyButton text={url} what="the link" />
      </div>
      <CodeBlock label="Link" kind="secret">
        {url}
      </CodeBlock>
    </div>
  );
}
