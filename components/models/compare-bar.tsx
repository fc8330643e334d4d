"use client";

import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { cn } from "@/components/ui/cn";
import { comparePath, LEAST_COMPARED, MOST_COMPARED } from "@/lib/models/address";
import { PICKED_ID } from "./model-parts";
import type { Picks } from "./use-picks";

/** Which models are picked to compare; nothing where none is. */
export function CompareBar({ picks }: { picks: Picks }) {
  const { models, isFull, clear } = picks;
  const count = models.length;
  return (
    <div
      role="region"
      aria-label="Comparison"
      className={cn(
        "sticky bottom-2 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg",
        count > 0 && "border border-line bg-panel px-3 py-2 shadow-lg",
      )}
    >
      {/* Always there, so that its words are read out when they change. */}
      <p role="status" id={PICKED_ID} className="min-w-40 flex-1">
        {count > 0 && (
          <>
            <span className="font-medium">
              {count === 1 ? "1 model picked" : `${count} models picked`}
              {count < LEAST_COMPARED && ": pick another to compare"}
              {isFull && `: no more than ${MOST_COMPARED} fit side by side`}
            </span>
            <span className="line-clamp-2 text-xs [overflow-wrap:anywhere] text-muted">
              {models.map(({ name }) => name).join(", ")}
            </span>
          </>
        )}
      </p>
      {count > 0 && <Button onClick={clear}>Clear</Button>}
      {count >= LEAST_COMPARED && (
        <ButtonLink variant="primary" href={comparePath(models.map(({ id }) => id))}>
          Compare {count}
        </ButtonLink>
      )}
    </div>
  );
}
