import { TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { TaskOverview } from "@/lib/assignments/overview-schema";
import { type EngineStatus, STATUS_LABELS } from "@/lib/engines/words";
import { sizeText } from "@/lib/models/units";

/** The color of a state's dot; the word beside it says the same. */
const DOTS: Readonly<Record<EngineStatus, string>> = {
  up: "bg-accent",
  loading: "bg-warning",
  open: "bg-danger",
  down: "bg-danger",
  unknown: "border border-field",
};

interface ModelLineProps {
  row: TaskOverview;
  /** True if an engine is enabled: then a model that none serves is marked. */
  hasEngines: boolean;
}

/** A task's model, its size, and the engine that runs it. */
export function ModelLine({ row: { model, engine }, hasEngines }: ModelLineProps) {
  const { parameter_size, quantization, size } = model;
  const facts = [parameter_size, quantization, size === null ? null : sizeText(size)];
  return (
    <>
      <span className="block truncate" title={model.id}>
        {model.id}
      </span>
      <span className="flex flex-wrap items-center gap-x-2 text-xs leading-5 text-muted">
        {model.available ? (
          <span>{facts.filter(Boolean).join(" · ")}</span>
        ) : (
          <span className="inline-flex items-center gap-1 text-warning">
            <TriangleAlert aria-hidden className="size-3" />
            not in catalog
          </span>
        )}
        {hasEngines && model.available && <EngineState engine={engine} />}
      </span>
    </>
  );
}

function EngineState({ engine }: Pick<TaskOverview, "engine">) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <span
        aria-hidden
        className={cn(
          "size-2 shrink-0 rounded-full",
          engine ? DOTS[engine.status] : "border border-field",
        )}
      />
      <span className="min-w-0 truncate">
        {engine ? `${engine.name} ${STATUS_LABELS[engine.status].toLowerCase()}` : "no engine"}
      </span>
    </span>
  );
}
