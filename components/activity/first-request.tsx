"use client";

import { Activity } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/states";
import { useHydrated } from "@/components/ui/use-hydrated";

/** A request that works with any key of scope `infer`. */
function exampleFor(origin: string): string {
  return `curl ${origin}/v1/chat/completions \\
  -H "Authorization: Bearer $KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "task:primary",
       "messages": [{"role": "user", "content": "Hello"}]}'`;
}

/** Takes the place of the plots and the list until there is a request: how to send one. */
export function FirstRequest() {
  const isHydrated = useHydrated();
  const example = exampleFor(isHydrated ? window.location.origin : "");
  return (
    <EmptyState
      icon={Activity}
      title="No requests yet"
      action={<ButtonLink href="/settings/keys">Create an API key</ButtonLink>}
    >
      <div className="grid min-w-0 gap-3">
        <p>
          Programs send requests to this server as they would to OpenAI. The model{" "}
          <code className="font-mono text-[0.8125rem]">task:primary</code> is the profile that you
          have assigned to Primary. Create an API key with the scope{" "}
          <code className="font-mono text-[0.8125rem]">infer</code>, then run:
        </p>
        <div className="grid min-w-0 gap-2 text-left text-ink">
          <CodeBlock label="Example request">{example}</CodeBlock>
          <span className="justify-self-end">
            <CopyButton text={example} what="the example" />
          </span>
        </div>
      </div>
    </EmptyState>
  );
}
