"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { cn } from "@/components/ui/cn";
import { Disclosure } from "@/components/ui/disclosure";
import { remedyFor } from "@/lib/playground/remedies";
import { cosine, type Run, type RunFailure } from "@/lib/playground/run";
import type { Input } from "@/lib/playground/schema";
import { amountText, countWords } from "@/lib/registry/words";

interface OutcomeProps {
  run: Run;
  input: Input;
  isAdmin: boolean;
  onRetry: () => void;
}

/** What an answer contains, how long it took, and what went wrong. */
export function Outcome({ run, input, isAdmin, onRetry }: OutcomeProps) {
  const { failure } = run;
  return (
    <>
      {run.reasoning !== "" && <Thinking text={run.reasoning} />}
      {run.text !== "" && (
        <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{run.text}</p>
      )}
      {"input" in input && run.vectors.length > 0 && (
        <SimilarityMatrix texts={input.input} vectors={run.vectors} />
      )}
      {"documents" in input && run.ranking.length > 0 && (
        <Ranking documents={input.documents} run={run} />
      )}
      {run.images.map((image, index) => (
        // A data: URL has no size to optimize.
        // oxlint-disable-next-line nextjs/no-img-element
        <img
          key={index}
          src={image}
          alt={"prompt" in input ? input.prompt : ""}
          className="max-w-full rounded-md border border-line"
        />
      ))}
      {failure && <Failed failure={failure} isAdmin={isAdmin} onRetry={onRetry} />}
      <Progress run={run} />
    </>
  );
}

function Thinking({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  const words = text.trim().split(/\s+/).length;
  return (
    <Disclosure
      title="Thinking"
      note={countWords(words, "word")}
      open={isOpen}
      onOpenChange={setOpen}
    >
      <p className="text-muted [overflow-wrap:anywhere] whitespace-pre-wrap">{text}</p>
    </Disclosure>
  );
}

function secondsText(ms: number): string {
  return `${(ms / 1000).toLocaleString("en", { maximumFractionDigits: ms < 10_000 ? 2 : 1 })} s`;
}

/** Tokens per second, of the engine or else by the time between the first and the last output. */
function speedOf({ tokensPerSecond, tokensOut, firstMs, totalMs }: Run): number | null {
  if (tokensPerSecond !== null) return tokensPerSecond;
  if (tokensOut === null || firstMs === null || totalMs === null || totalMs <= firstMs) return null;
  return tokensOut / ((totalMs - firstMs) / 1000);
}

function statsOf(run: Run): string[] {
  const { firstMs, totalMs, tokensIn, tokensOut, isEstimated, engine } = run;
  const speed = speedOf(run);
  const about = isEstimated ? "about " : "";
  return [
    firstMs === null ? "" : `first token ${secondsText(firstMs)}`,
    totalMs === null ? "" : `total ${secondsText(totalMs)}`,
    speed === null ? "" : `${speed.toLocaleString("en", { maximumFractionDigits: 1 })} tokens/s`,
    tokensIn === null ? "" : `${about}${amountText(tokensIn)} tokens in`,
    tokensOut === null ? "" : `${about}${amountText(tokensOut)} tokens out`,
    engine === null ? "" : `on ${engine}`,
  ].filter((text) => text !== "");
}

function endingOf({ state, finish, stoppedBy }: Run): string {
  if (state === "running") return "Running…";
  if (state === "stopped") return "Stopped";
  if (state === "failed") return "Failed";
  if (stoppedBy !== null) return `Stopped by the ${stoppedBy} guard`;
  return finish === "length" ? "Cut: the longest answer is reached" : "Done";
}

function Progress({ run }: { run: Run }) {
  return (
    <p className="text-xs text-muted tabular-nums">
      <span role="status" className={cn(run.state !== "running" && "font-medium text-ink")}>
        {endingOf(run)}
      </span>
      {statsOf(run).map((text) => ` · ${text}`)}
    </p>
  );
}

interface FailedProps {
  failure: RunFailure;
  isAdmin: boolean;
  onRetry: () => void;
}

function Failed({ failure, isAdmin, onRetry }: FailedProps) {
  const { title, advice, leadsTo, mayRetry } = remedyFor(failure);
  return (
    <div role="alert" className="grid gap-2 rounded-md border border-danger bg-danger-soft p-3">
      <p className="font-medium text-danger">{title}</p>
      <p className="[overflow-wrap:anywhere]">{failure.message}</p>
      <p className="text-muted">
        {advice}
        {leadsTo && !isAdmin && " Your admin manages the engines."}
      </p>
      <div className="flex flex-wrap gap-2 empty:hidden">
        {mayRetry && <Button onClick={onRetry}>Try again</Button>}
        {leadsTo && isAdmin && <ButtonLink href="/admin/engines">Engines</ButtonLink>}
      </div>
    </div>
  );
}

interface SimilarityProps {
  texts: readonly string[];
  vectors: readonly (readonly number[])[];
}

/** How similar each text is to each other one. */
function SimilarityMatrix({ texts, vectors }: SimilarityProps) {
  const [first = []] = vectors;
  return (
    <div
      className="grid min-w-0 gap-2 overflow-x-auto"
      role="region"
      aria-label="Similarity"
      tabIndex={0}
    >
      <p className="text-xs text-muted">
        Cosine similarity: 1 is the same meaning. Vectors of {amountText(first.length)} numbers.
      </p>
      <table className="justify-self-start text-sm tabular-nums">
        <thead>
          <tr>
            <td />
            {vectors.map((_, column) => (
              <th key={column} scope="col" className="px-2 pb-1 text-right font-medium">
                <abbr title={texts[column]} className="no-underline">
                  {column + 1}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {vectors.map((vector, row) => (
            <tr key={row}>
              <th scope="row" className="max-w-48 truncate pr-3 text-left font-normal">
                {row + 1} {texts[row]}
              </th>
              {vectors.map((other, column) => (
                <SimilarityCell key={column} value={cosine(vector, other)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SimilarityCell({ value }: { value: number }) {
  const share = Math.round(Math.max(0, value) * 40);
  return (
    <td
      className="rounded px-2 py-1 text-right"
      style={{ backgroundColor: `color-mix(in oklab, var(--color-accent) ${share}%, transparent)` }}
    >
      {value.toFixed(2)}
    </td>
  );
}

/** The documents, the most relevant first. */
function Ranking({ documents, run }: { documents: readonly string[]; run: Run }) {
  return (
    <ol aria-label="Documents by relevance" className="grid">
      {run.ranking.map(({ index, score }) => (
        <li key={index} className="flex gap-3 border-t border-line py-1.5 first:border-t-0">
          <span className="w-14 shrink-0 text-right text-muted tabular-nums">
            {score.toLocaleString("en", { maximumFractionDigits: 3 })}
          </span>
          <span className="min-w-0 [overflow-wrap:anywhere]">{documents[index]}</span>
        </li>
      ))}
    </ol>
  );
}
