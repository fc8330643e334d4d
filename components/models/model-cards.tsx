"use client";

import { memo, useRef } from "react";
import { useRowWindow } from "@/components/ui/use-row-window";
import { sizeText } from "@/lib/models/units";
import { providerText } from "@/lib/registry/engines";
import { modelTaskText } from "@/lib/registry/words";
import type { ModelRow } from "@/lib/models/row";
import type { FoundRows } from "@/lib/models/search";
import { Count, ModelLink } from "./model-parts";
import { PickBox, type Picks } from "./picks";

/** Height of a row of cards in pixels, as in its class. */
const HEIGHT = 164;

interface ModelCardsProps {
  found: FoundRows;
  picks: Picks;
}

/** The models as a grid of cards; only visible ones are rendered. */
export function ModelCards({ found, picks }: ModelCardsProps) {
  const list = useRef<HTMLUListElement>(null);
  const seen = useRowWindow(list, { count: found.total, height: HEIGHT });
  return (
    <ul
      ref={list}
      aria-label="Models"
      className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))] gap-x-2"
      style={{ paddingTop: seen.before, paddingBottom: seen.after }}
    >
      {found.rows.slice(seen.from, seen.to).map((model, index) => (
        <ModelCard
          key={model.id}
          model={model}
          place={seen.from + index + 1}
          of={found.total}
          picks={picks}
        />
      ))}
    </ul>
  );
}

interface ModelCardProps {
  model: ModelRow;
  place: number;
  of: number;
  picks: Picks;
}

const ModelCard = memo(function ModelCard({ model, place, of, picks }: ModelCardProps) {
  const { parameter_size, quantization, family, provider, size, context_length } = model;
  const build = [parameter_size, quantization, size === null ? null : sizeText(size)];
  return (
    <li data-row aria-posinset={place} aria-setsize={of} className="h-41 min-w-0 pb-2">
      <div className="flex h-full flex-col gap-1 overflow-hidden rounded-lg border border-line bg-panel p-3">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0 truncate" title={model.name}>
            <ModelLink id={model.id}>{model.name}</ModelLink>
          </div>
          <div className="py-0.5">
            <PickBox model={model} picks={picks} />
          </div>
        </div>
        <p className="truncate text-xs text-muted" title={model.id}>
          {model.id}
        </p>
        <Line items={[modelTaskText(model.task), providerText(provider), family]} />
        <div className="flex flex-wrap gap-x-3">
          <Line items={build} />
          {context_length !== null && (
            <span>
              <Count of={context_length} unit="tokens" />
            </span>
          )}
        </div>
        {model.description && (
          <p className="mt-1 line-clamp-2 text-xs text-muted" title={model.description}>
            {model.description}
          </p>
        )}
      </div>
    </li>
  );
});

function Line({ items }: { items: readonly (string | null)[] }) {
  const known = items.filter((item) => item !== null);
  if (known.length === 0) return null;
  return <span className="truncate">{known.join(" · ")}</span>;
}
