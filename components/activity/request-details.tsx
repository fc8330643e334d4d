"use client";

import type { ReactNode } from "react";
import { CopyableId } from "@/components/ui/copy-button";
import { Fact, Facts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import { PageSection } from "@/components/ui/page";
import { modelPath } from "@/lib/models/address";
import { parameterLabels } from "@/lib/registry/parameters";
import { amountText } from "@/lib/registry/words";
import { findTask } from "@/lib/registry/tasks";
import { durationText, isUnsaved, outcomeText } from "@/lib/usage/words";
import type { RequestItemProps } from "./request-list";

/** Everything that is kept of a request: facts and times, no texts. */
export default function RequestDetails(props: RequestItemProps) {
  return (
    <div className="grid gap-x-10 gap-y-4 xl:grid-cols-2">
      <PageSection title="Request">
        <RequestFacts {...props} />
      </PageSection>
      <PageSection title="Response">
        <ResponseFacts {...props} />
      </PageSection>
    </div>
  );
}

/** A fact that is left out if there is nothing to say. */
function OptionalFact({ name, children }: { name: string; children: ReactNode }) {
  return children === null || children === "" ? null : <Fact name={name}>{children}</Fact>;
}

const LINK = "text-accent underline underline-offset-2";

function RequestFacts({ request, profile, keyName, user }: RequestItemProps) {
  const { id, profile_id, revision, model } = request;
  const time = new Date(request.time).toLocaleString("en-GB", {
    dateStyle: "full",
    timeStyle: "medium",
  });
  return (
    <Facts>
      <Fact name="Time">{time}</Fact>
      <Fact name="Request id">
        <CopyableId text={id} what="the request's id" />
      </Fact>
      <OptionalFact name="User">{user ?? null}</OptionalFact>
      <Fact name="API key">
        {request.key_id === null ? "none (browser)" : (keyName ?? "another's or revoked")}
      </Fact>
      <Fact name="Call">
        {request.path}
        {request.stream && ", streamed"}
      </Fact>
      <OptionalFact name="Task">{findTask(request.task ?? "")?.label ?? null}</OptionalFact>
      {isUnsaved(request) && <Fact name="Profile">unsaved values</Fact>}
      {profile_id !== null && (
        <Fact name="Profile">
          {profile === undefined ? (
            "deleted"
          ) : (
            <Link href={`/profiles/${profile_id}`} className={LINK}>
              {profile}
            </Link>
          )}
          {revision !== null && `, revision ${revision}`}
        </Fact>
      )}
      {model !== null && (
        <Fact name="Model">
          <Link href={modelPath(model)} className={LINK}>
            {model}
          </Link>
        </Fact>
      )}
      <OptionalFact name="Engine">{request.engine}</OptionalFact>
    </Facts>
  );
}

function tokenText(count: number | null): string | null {
  return count === null ? null : amountText(count);
}

function timeText(ms: number | null): string | null {
  return ms === null ? null : durationText(ms);
}

function ResponseFacts({ request }: RequestItemProps) {
  const { status, dropped, attempts } = request;
  return (
    <Facts>
      <Fact name="Result">
        {outcomeText(request)} (status {status})
      </Fact>
      <OptionalFact name="Error code">{request.code}</OptionalFact>
      <OptionalFact name="Finish reason">{request.finish}</OptionalFact>
      <OptionalFact name="Attempts">{attempts > 1 ? String(attempts) : null}</OptionalFact>
      <OptionalFact name="Input tokens">{tokenText(request.tokens_in)}</OptionalFact>
      <OptionalFact name="Cached input tokens">{tokenText(request.tokens_cached)}</OptionalFact>
      <OptionalFact name="Output tokens">{tokenText(request.tokens_out)}</OptionalFact>
      <OptionalFact name="Reasoning tokens">{tokenText(request.tokens_reasoning)}</OptionalFact>
      <OptionalFact name="First token">{timeText(request.first_output_ms)}</OptionalFact>
      <Fact name="Total time">{durationText(request.total_ms)}</Fact>
      <OptionalFact name="Queue time">{timeText(request.queue_ms)}</OptionalFact>
      <OptionalFact name="Loading the model">{timeText(request.load_ms)}</OptionalFact>
      <OptionalFact name="Context granted">{tokenText(request.context_granted)}</OptionalFact>
      <OptionalFact name="Parameters not sent">{parameterLabels(dropped)}</OptionalFact>
    </Facts>
  );
}
