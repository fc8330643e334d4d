"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Fact, Facts } from "@/components/ui/facts";
import { PageSection } from "@/components/ui/page";
import { ChangeList, FirstValues } from "@/components/values/change-list";
import { auditWords, changesOf } from "@/lib/audit/describe";
import { actorText } from "@/lib/audit/labels";
import { isBlank } from "@/lib/values/describe";
import type { AuditItemProps } from "./audit-item";

/** What an event did, beside values that became others: nothing that was before belongs to it. */
const OUTCOMES: readonly string[] = [
  "added",
  "updated",
  "removed",
  "moved",
  "left",
  "token_replaced",
  "more_fields",
];

function isOutcome({ path }: { path: string }): boolean {
  return OUTCOMES.includes(path);
}

/** What an event changed, and all that is known of where it came from. */
export default function AuditDetails(props: AuditItemProps) {
  return (
    <div className="grid gap-x-10 gap-y-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <PageSection title="What changed">
        <WhatChanged {...props} />
      </PageSection>
      <PageSection title="Where it came from">
        <Origin {...props} />
      </PageSection>
    </div>
  );
}

function WhatChanged({ event, names }: AuditItemProps) {
  const words = auditWords(names);
  const changes = changesOf(event);
  if (changes.length === 0) {
    return <p className="text-muted">No values belong to this event.</p>;
  }
  if (event.before !== null && event.after !== null) {
    const outcomes = changes.filter(isOutcome);
    const values = changes.filter((change) => !isOutcome(change));
    return (
      <>
        {outcomes.length > 0 && <FirstValues changes={outcomes} words={words} />}
        {values.length > 0 && <ChangeList changes={values} words={words} />}
      </>
    );
  }
  const values = changes.map(({ path, from, to }) => ({ path, to: to ?? from }));
  return (
    <>
      <p className="text-muted">{event.before === null ? "With:" : "It had been:"}</p>
      <FirstValues changes={values.filter(({ to }) => !isBlank(to))} words={words} />
    </>
  );
}

function Origin({ event, names, onChange }: AuditItemProps) {
  const { created_at, actor, key_id, address, request_id, target } = event;
  const time = new Date(created_at).toLocaleString("en-GB", {
    dateStyle: "full",
    timeStyle: "medium",
  });
  return (
    <div className="grid gap-2">
      <Facts>
        <Fact name="Time">{time}</Fact>
        <Fact name="Actor">
          <Copyable text={actor} what="the actor" />
        </Fact>
        {key_id !== null && (
          <Fact name="API key">
            {names[key_id]} <Copyable text={key_id} what="the key's id" />
          </Fact>
        )}
        <Fact name="Target">
          <Copyable text={target} what="the target" />
        </Fact>
        <Fact name="Address">
          {address === null ? "not known" : <Copyable text={address} what="the address" />}
        </Fact>
        <Fact name="Request">
          {request_id === null ? "none" : <Copyable text={request_id} what="the request's id" />}
        </Fact>
      </Facts>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onChange({ target }, "push")}>All of this target</Button>
        <Button className="min-w-0 shrink!" onClick={() => onChange({ actor }, "push")}>
          <span className="truncate">All by {actorText(actor, names)}</span>
        </Button>
      </div>
    </div>
  );
}

function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <span className="flex items-center justify-between gap-2">
      <span className="min-w-0 font-mono text-xs">{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  );
}
