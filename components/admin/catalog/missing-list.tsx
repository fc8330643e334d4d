import { CircleCheck } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/states";
import { countWords } from "@/lib/registry/words";
import type { MissingModel } from "@/lib/models/catalog-schema";

interface MissingListProps {
  missing: readonly MissingModel[];
  onMove: (model: string) => void;
}

/** Models that profiles use and the catalog does not have. */
export function MissingList({ missing, onMove }: MissingListProps) {
  if (missing.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title="No missing models">
        Every model that a profile uses is in the catalog.
      </EmptyState>
    );
  }
  return (
    <ul className="grid gap-2">
      {missing.map((model) => (
        <MissingItem key={model.model_name} model={model} onMove={onMove} />
      ))}
    </ul>
  );
}

function MissingItem({ model, onMove }: { model: MissingModel; onMove: (model: string) => void }) {
  const { model_name, profiles, defaults } = model;
  return (
    <li className="flex min-w-0 flex-wrap items-start justify-between gap-2 rounded-lg border border-line bg-panel p-3">
      <div className="grid min-w-0 gap-1">
        <h3 className="font-medium [overflow-wrap:anywhere]">{model_name}</h3>
        <p>
          {countWords(profiles, "profile")}
          {defaults.length > 0 && `, including ${countWords(defaults.length, "default")}: `}
          {defaults.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link href={`/profiles/${id}`} className="rounded underline hover:text-accent">
                {name}
              </Link>
            </span>
          ))}
        </p>
      </div>
      <Button onClick={() => onMove(model_name)}>
        Switch model…<span className="sr-only"> from {model_name} to another</span>
      </Button>
    </li>
  );
}
