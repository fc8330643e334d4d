"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Disclosure } from "@/components/ui/disclosure";
import { Skeleton } from "@/components/ui/skeleton";
import type { DryRun } from "@/lib/gateway/dry-run-schema";
import { previewOptions } from "@/lib/playground/queries";
import type { GatewayCall } from "@/lib/playground/requests";
import { fieldAt } from "@/lib/registry/fields";
import { countWords } from "@/lib/registry/words";

/** What is not sent as it is set, and the request as the engine gets it. */
export function RequestReport({ call }: { call: GatewayCall }) {
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery(previewOptions(call));
  const dryRun = data?.dryRun;
  const differing = dryRun ? dryRun.dropped.length + dryRun.changed.length : 0;
  return (
    <Disclosure
      title="Request"
      note={differing > 0 && `${countWords(differing, "value")} not sent as set`}
      open={isOpen}
      onOpenChange={setOpen}
    >
      {data === undefined && <Skeleton className="h-24" />}
      {data?.failure && <p className="text-muted">{data.failure.message}</p>}
      {dryRun && <ReportDetails dryRun={dryRun} />}
    </Disclosure>
  );
}

function ReportDetails({ dryRun }: { dryRun: DryRun }) {
  const { request, dropped, changed, warnings } = dryRun;
  const body = JSON.stringify(request.body, null, 2);
  return (
    <div className="grid min-w-0 gap-3">
      <Notices title="Not sent" notices={dropped.map(withoutLabel)} />
      <Notices title="Sent with another value" notices={changed.map(withoutLabel)} />
      <Notices
        title="Warnings"
        notices={warnings.map(({ code, message }) => ({ name: code, message }))}
      />
      <div className="grid min-w-0 gap-2">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <code className="font-mono text-xs [overflow-wrap:anywhere] text-muted">
            {request.method} {request.url}
          </code>
          <CopyButton text={body} what="the request" />
        </div>
        <CodeBlock label="Request to the engine" low>
          {body}
        </CodeBlock>
      </div>
    </div>
  );
}

interface Notice {
  /** Empty if the message names it. */
  name: string;
  message: string;
}

/** Most messages start with the label of the value. */
function withoutLabel({ name, message }: Notice): Notice {
  const field = fieldAt(`parameters.${name}`) ?? fieldAt(`image_settings.${name}`);
  const isNamed = field !== undefined && message.startsWith(field.label);
  return { name: isNamed ? "" : name, message };
}

interface NoticesProps {
  title: string;
  notices: readonly Notice[];
}

function Notices({ title, notices }: NoticesProps) {
  if (notices.length === 0) return null;
  return (
    <div className="grid gap-1">
      <p className="text-xs font-medium">{title}</p>
      <ul className="grid gap-1">
        {notices.map(({ name, message }) => (
          <li key={`${name} ${message}`} className="text-xs [overflow-wrap:anywhere]">
            {name !== "" && <code className="font-mono">{name} </code>}
            <span className="text-muted">{message}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
