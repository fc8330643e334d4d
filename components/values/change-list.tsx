"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { Fact, Facts } from "@/components/ui/facts";
import { Skeleton } from "@/components/ui/skeleton";
import { PROFILE_WORDS, type Side, textSides, type Words } from "@/lib/values/describe";
import { profileOptions } from "@/lib/profiles/queries";
import type { Change } from "@/lib/values/changes";
import { LongText } from "./long-text";
import { TextDiff } from "./text-diff";

/** Longer texts are collapsed. */
const LONG = 200;

interface ChangesProps {
  changes: readonly Change[];
  words?: Words;
}

/** Fields with their old and new values. */
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

/** The same, each on a line of its own: `Temperature 0.7 → 0.2`. */
export function ChangeLines({ changes, words = PROFILE_WORDS }: ChangesProps) {
  return (
    <ul className="grid min-w-0 gap-1">
      {changes.map((change) => (
        <li key={change.path} className="flex flex-wrap gap-x-1.5">
          <span className="text-muted">{words.label(change.path)}</span>
          <ChangeSides change={change} words={words} />
        </li>
      ))}
    </ul>
  );
}

/** Fields with their first values. */
export function FirstValues({ changes, words = PROFILE_WORDS }: ChangesProps) {
  return (
    <Facts>
      {changes.map(({ path, to }) => (
        <Fact key={path} name={words.label(path)}>
          <OneSide path={path} value={to} words={words} />
        </Fact>
      ))}
    </Facts>
  );
}

interface ChangeSidesProps {
  change: Change;
  words?: Words;
}

/** `0.5 → 0.7`, or for longer texts the lines that differ. */
export function ChangeSides({ change, words = PROFILE_WORDS }: ChangeSidesProps) {
  const { path, from, to } = change;
  const texts = textSides(from, to);
  if (texts) return <TextDiff label={`Changes of ${words.label(path)}`} {...texts} />;
  return (
    <div className="flex flex-wrap items-baseline gap-x-2">
      <span className="sr-only">from </span>
      <OneSide path={path} value={from} words={words} before />
      <ArrowRight aria-hidden className="size-3.5 shrink-0 self-center text-muted" />
      <span className="sr-only"> to </span>
      <OneSide path={path} value={to} words={words} />
    </div>
  );
}

interface OneSideProps {
  path: string;
  value: unknown;
  words: Words;
  /** The old value. */
  before?: boolean;
}

function OneSide({ path, value, words, ...rest }: OneSideProps) {
  if (typeof value === "string" && value.length > LONG) {
    return <LongText label={words.label(path)} text={value} />;
  }
  return <SideText side={words.side(path, value)} {...rest} />;
}

interface SideTextProps {
  side: Side;
  /** The old value. */
  before?: boolean;
}

function SideText({ side, before }: SideTextProps) {
  const { text, unit, absent, profile, isInherited } = side;
  if (profile !== undefined) {
    return (
      <span className={cn("min-w-0", before && "text-muted")}>
        {isInherited && "inherited from "}
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

/** The name of the profile with an id. */
function ProfileName({ id }: { id: string }) {
  const { data, isPending } = useQuery(profileOptions(id));
  if (data) return <bdi>{data.name}</bdi>;
  if (isPending) return <Skeleton className="w-24" />;
  return <span className="text-muted">a deleted profile</span>;
}
