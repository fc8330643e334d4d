"use client";

import { Button } from "@/components/ui/button";
import { CopyableId } from "@/components/ui/copy-button";
import { Fact, Facts } from "@/components/ui/facts";
import { PageSection } from "@/components/ui/page";
import { ChangeList, FirstValues } from "@/components/values/change-list";
import { auditWords, changesOf } from "@/lib/audit/describe";
import { actorText } from "@/lib/audit/labels";
import { isBlank } from "@/lib/values/describe";
import type { AuditItemProps } from "./audit-item";

/** Results of an event. They have no value before it, so they are listed and not compared. */
const OUTCOMES: readonly string[] = [
  "added",
  "updated",
  "removed",
  "moved",
  "left",
  "token_replaced",
  "key_replaced",
  "address_replaced",
  "more_fields",
];

function isOutcome({ path }: { path: string }): boolean {
  return OUTCOMES.includes(path);
}

/** An event's changes and its origin. */
export default function AuditDetails(props: AuditItemProps) {
  return (
    <div className="grid gap-x-10 gap-y-4 xl:grid-cols-2">
      <PageSection title="Changes">
        <Changes {...props} />
      </PageSection>
      <PageSection title="Origin">
        <Origin {...props} />
      </PageSection>
    </div>
  );
}

function Changes({ event, names }: AuditItemProps) {
  const words = auditWords(names);
  const changes = changesOf(event);
  if (changes.length === 0) {
    return <p className="text-muted">This event changed no values.</p>;
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
      <p className="text-muted">{event.before === null ? "Created with:" : "Before:"}</p>
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
          <CopyableId text={actor} what="the actor" />
        </Fact>
        {key_id !== null && (
          <Fact name="API key">
            {names[key_id]} <CopyableId text={key_id} what="the key's id" />
          </Fact>
        )}
        <Fact name="Target">
          <CopyableId text={target} what="the target" />
        </Fact>
        <Fact name="IP address">
          {address === null ? "unknown" : <span className="font-mono text-xs">{address}</span>}
        </Fact>
        <Fact name="Request">
          {request_id === null ? "none" : <CopyableId text={request_id} what="the request's id" />}
        </Fact>
      </Facts>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onChange({ target }, "push")}>All events of this target</Button>
        <Button className="min-w-0 shrink!" onClick={() => onChange({ actor }, "push")}>
          <span className="truncate">All events by {actorText(actor, names)}</span>
        </Button>
      </div>
    </div>
  );
}
