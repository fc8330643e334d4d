"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { CodeBlock } from "@/components/ui/code-block";
import { Fact, Facts } from "@/components/ui/facts";
import { Skeleton } from "@/components/ui/skeleton";
import { PROFILE_WORDS, type Side, textSides, type Words } from "@/lib/values/describe";
import { profileOptions } from "@/lib/profiles/queries";
import type { Change } from "@/lib/values/changes";
import { TextDiff } from "./text-diff";

/** From so many characters on a text opens only when it is asked for. */
const LONG = 200;

interface ChangesProps {
  changes: readonly Change[];
  words?: Words;
}

/** Fields by name with what they were and what they are. */
export function ChangeList({ changes, words = PROFILE_WORDS }: ChangesProps) {
  return (
    <Facts>
      {changes.map((change) => (
        <Fact key={change.path} name={words.label(change.path)}>
          <ChangeSides change={change} words={words} />
        </Fact>
      ))}
    </Facts>
  );
}

/** Fields by name with what they start from. */
export function FirstValues({ changes, words = PROFILE_WORDS }: ChangesProps) {
  return (
    <Facts>
      {changes.map(({ path, to }) => (
        <Fact key={path} name={words.label(path)}>
          {typeof to === "string" && to.length > LONG ? (
            <LongText label={words.label(path)} text={to} />
          ) : (
            <SideText side={words.side(path, to)} />
          )}
        </Fact>
      ))}
    </Facts>
  );
}

function LongText({ label, text }: { label: string; text: string }) {
  return (
    <details>
      <summary className="w-fit rounded">{text.length.toLocaleString("en")} characters</summary>
      <div className="mt-1">
        <CodeBlock label={label} kind="prose">
          {text}
        </CodeBlock>
      </div>
    </details>
  );
}

interface ChangeSidesProps {
  change: Change;
  words?: Words;
}

/** `0.5 → 0.7`, or for texts that are longer the lines that differ. */
export function ChangeSides({ change, words = PROFILE_WORDS }: ChangeSidesProps) {
  const { path, from, to } = change;
  const texts = textSides(from, to);
  if (texts) return <TextDiff label={`${words.label(path)}, what changed`} {...texts} />;
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span className="sr-only">from </span>
      <SideText side={words.side(path, from)} before />
      <ArrowRight aria-hidden className="size-3.5 shrink-0 self-center text-muted" />
      <span className="sr-only"> to </span>
      <SideText side={words.side(path, to)} />
    </span>
  );
}

interface SideTextProps {
  side: Side;
  /** What it was, not what it is. */
  before?: boolean;
}

function SideText({ side: { text, unit, absent, profile }, before }: SideTextProps) {
  if (profile !== undefined) {
    return (
      <span className={cn("min-w-0", before && "text-muted")}>
        <ProfileName id={profile} />
      </span>
    );
  }
  return (
    <span className={cn("min-w-0 whitespace-pre-wrap", (absent || before) && "text-muted")}>
      {text}
      {unit && <span className="text-muted"> {unit}</span>}
    </span>
  );
}

/** A profile that is known by its id. */
function ProfileName({ id }: { id: string }) {
  const { data, isPending } = useQuery(profileOptions(id));
  if (data) return data.name;
  if (isPending) return <Skeleton className="w-24" />;
  return <span className="text-muted">a profile that is not there any more</span>;
}
