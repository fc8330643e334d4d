"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Fact, Facts } from "@/components/ui/facts";
import { FormError } from "@/components/ui/form";
import { Skeleton } from "@/components/ui/skeleton";
import { engineTestOptions } from "@/lib/engines/mutations";
import type { EngineTest } from "@/lib/engines/results-schema";
import type { EngineView } from "@/lib/engines/schema";
import { failureText } from "@/lib/http/browser/failure";
import { parameterLabels } from "@/lib/registry/parameters";
import { amountText, countWords } from "@/lib/registry/words";
import { StatusBadge } from "./engine-item";

interface TestDialogProps {
  open: boolean;
  engine: EngineView;
  onClose: () => void;
}

/** Tests an engine and shows what it answered. */
export default function TestDialog({ open, engine, onClose }: TestDialogProps) {
  const test = useQuery({ ...engineTestOptions(useQueryClient(), engine.id), enabled: open });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Test ${engine.name}`}
      description="Current response and supported parameters."
    >
      {test.isFetching && <Skeleton className="h-40" />}
      {test.isError && <FormError>{failureText(test.error).detail}</FormError>}
      {test.data && !test.isFetching && <Result test={test.data} />}
      <DialogFooter>
        <Button busy={test.isFetching} onClick={() => void test.refetch()}>
          Test again
        </Button>
        <Button onClick={onClose}>Close</Button>
      </DialogFooter>
    </Dialog>
  );
}

function Result({ test }: { test: EngineTest }) {
  const { health, ms, accepts, models, model_total } = test;
  const { request, load, not_taken } = accepts;
  return (
    <div className="grid min-w-0 gap-4" role="status">
      <Facts>
        <Fact name="Status">
          <StatusBadge status={health.status} /> {health.reason} (in {amountText(ms)} ms)
        </Fact>
        <Fact name="Version">{health.version ?? "unknown"}</Fact>
        <Fact name="Tasks">{accepts.tasks.join(", ")}</Fact>
        <Fact name="With each request">{parameterLabels(request) || "none"}</Fact>
        {load.length > 0 && <Fact name="When loading">{parameterLabels(load)}</Fact>}
        <Fact name="Not sent">{parameterLabels(not_taken) || "none"}</Fact>
      </Facts>
      {health.status === "up" && (
        <section className="grid gap-1">
          <h3 className="font-medium">{countWords(model_total, "model")}</h3>
          <ul className="grid gap-1">
            {models.map(({ name, context, state }) => (
              <li key={name} className="flex flex-wrap justify-between gap-x-4">
                <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
                <span className="text-muted">{modelText(context, state)}</span>
              </li>
            ))}
          </ul>
          {model_total > models.length && (
            <p className="text-muted">and {amountText(model_total - models.length)} more</p>
          )}
        </section>
      )}
    </div>
  );
}

/** `loaded · context 8,192`. */
function modelText(context: number | null, state: string | null): string {
  const granted = context === null ? "context not known" : `context ${amountText(context)}`;
  return [state, granted].filter(Boolean).join(" · ");
}
