"use client";

import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { DisclosureRow } from "@/components/ui/disclosure-row";
import { Fact, Facts } from "@/components/ui/facts";
import { Time } from "@/components/ui/time";
import type { KeptChoice, KeptRequest } from "@/lib/kept/schema";
import { headlineOf, inputOf, turnsOf } from "@/lib/playground/kept";
import type { Input } from "@/lib/playground/schema";
import type { TaskKind } from "@/lib/registry/types";
import { amountText } from "@/lib/registry/words";
import { durationText, outcomeText } from "@/lib/usage/words";
import { inFieldOrder, pathLabel, sideOf } from "@/lib/values/describe";

interface KeptItemProps {
  kept: KeptRequest;
  /** Of the task that is tried. */
  kind: TaskKind;
  onTry?: ((input: Input) => void) | undefined;
}

/** A kept request in a line, which opens to show its texts, times and values. */
export function KeptItem(props: KeptItemProps) {
  const { kept } = props;
  const isFailed = kept.status >= 400;
  return (
    <DisclosureRow
      onApproach={() => undefined}
      summary={
        <span className="grid min-w-0">
          <span className="truncate">{headlineOf(kept)}</span>
          <span className="text-xs text-muted">
            <Time iso={kept.time} /> ·{" "}
            <span className={cn(isFailed && "text-danger")}>{outcomeText(kept)}</span> ·{" "}
            {durationText(kept.total_ms)}
          </span>
        </span>
      }
    >
      <Details {...props} />
    </DisclosureRow>
  );
}

function Details({ kept, kind, onTry }: KeptItemProps) {
  const input = inputOf(kept, kind);
  return (
    <div className="grid min-w-0 gap-4">
      {kept.cut && <p className="text-warning">Longer than 256 KB: parts are left out.</p>}
      <Part title="Request">
        <ol aria-label="Request" className="grid min-w-0 gap-2">
          {turnsOf(kept).map(({ label, text }, index) => (
            <li key={index} className="grid min-w-0 gap-0.5">
              <span className="text-xs text-muted">{label}</span>
              <Text label={label}>{text}</Text>
            </li>
          ))}
        </ol>
      </Part>
      {input && onTry && (
        <Button className="justify-self-start" onClick={() => onTry(input)}>
          <RotateCcw aria-hidden />
          Try again with this prompt
        </Button>
      )}
      <Part title="Answer">
        <Answer kept={kept} />
      </Part>
      <Part title="Values">
        <Values effective={kept.effective} />
      </Part>
      <Part title="Times and tokens">
        <Times kept={kept} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 gap-1">
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  );
}

/** Characters from which on a text scrolls. */
const LONG = 1500;

/** A text as it was sent. */
function Text({ label, children }: { label: string; children: string }) {
  if (children.length > LONG) {
    return (
      <CodeBlock label={label} kind="prose">
        {children}
      </CodeBlock>
    );
  }
  return <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{children}</p>;
}

function Answer({ kept }: Pick<KeptItemProps, "kept">) {
  const { answer, request } = kept;
  if (!answer) return <p className="text-muted">None.</p>;
  const { documents } = request;
  return (
    <div className="grid min-w-0 gap-3">
      {answer.choices.map((choice, index) => (
        <Choice key={index} choice={choice} />
      ))}
      {answer.results.length > 0 && (
        <ol aria-label="Documents by relevance" className="grid gap-1">
          {answer.results.map(({ index, relevance_score: score }) => (
            <li key={index} className="flex gap-3">
              <span className="w-14 shrink-0 text-right text-muted tabular-nums">
                {score.toLocaleString("en", { maximumFractionDigits: 3 })}
              </span>
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {Array.isArray(documents) ? String(documents[index] ?? "") : ""}
              </span>
            </li>
          ))}
        </ol>
      )}
      {answer.summary !== null && <p>{answer.summary}</p>}
    </div>
  );
}

function Choice({ choice }: { choice: KeptChoice }) {
  const { text, reasoning, refusal, tool_calls } = choice;
  return (
    <div className="grid min-w-0 gap-2">
      {reasoning !== "" && (
        <div className="grid min-w-0 gap-0.5 text-muted">
          <span className="text-xs">Thinking</span>
          <Text label="Thinking">{reasoning}</Text>
        </div>
      )}
      {text !== "" && <Text label="Answer">{text}</Text>}
      {refusal !== "" && <Text label="Refusal">{refusal}</Text>}
      {tool_calls.map(({ id, name, arguments: given }, index) => (
        <CodeBlock key={id || index} label={`Call of ${name}`} low>
          {`${name}(${given})`}
        </CodeBlock>
      ))}
    </div>
  );
}

function Values({ effective }: Pick<KeptRequest, "effective">) {
  const sections = { parameters: effective?.parameters, image_settings: effective?.image_settings };
  const values = Object.entries(sections).flatMap(([section, held]) =>
    Object.entries(held ?? {}).map(([name, value]) => ({ path: `${section}.${name}`, value })),
  );
  if (values.length === 0) return <p className="text-muted">None.</p>;
  return (
    <Facts>
      {inFieldOrder(values).map(({ path, value }) => {
        const { text, unit } = sideOf(path, value);
        return (
          <Fact key={path} name={pathLabel(path)}>
            {text}
            {unit && <span className="text-muted"> {unit}</span>}
          </Fact>
        );
      })}
    </Facts>
  );
}

function Times({ kept }: Pick<KeptItemProps, "kept">) {
  const { id, tokens_in, tokens_out, first_output_ms, total_ms, engine, revision, status } = kept;
  const amount = (count: number | null) => (count === null ? "–" : amountText(count));
  return (
    <Facts>
      <Fact name="Time">
        {new Date(kept.time).toLocaleString("en-GB", { dateStyle: "full", timeStyle: "medium" })}
      </Fact>
      <Fact name="Result">
        {outcomeText(kept)} (status {status})
      </Fact>
      <Fact name="First token / total">
        {durationText(first_output_ms)} / {durationText(total_ms)}
      </Fact>
      <Fact name="Tokens in / out">
        {amount(tokens_in)} / {amount(tokens_out)}
      </Fact>
      {engine !== null && <Fact name="Engine">{engine}</Fact>}
      {revision !== null && <Fact name="Revision">{revision}</Fact>}
      <Fact name="Request id">
        <span className="flex items-center justify-between gap-2">
          <span className="min-w-0 font-mono text-xs">{id}</span>
          <CopyButton text={id} what="the request's id" />
        </span>
      </Fact>
    </Facts>
  );
}
