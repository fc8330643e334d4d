"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { Columns3, TriangleAlert } from "lucide-react";
import { useMemo, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState, FailedState } from "@/components/ui/states";
import { useUrlState } from "@/components/ui/use-url-state";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import {
  catalogPath,
  joinIds,
  LEAST_COMPARED,
  MOST_COMPARED,
  splitIds,
} from "@/lib/models/address";
import { compareModels } from "@/lib/models/compare";
import { type Compared, comparedIn, NONE_COMPARED } from "@/lib/models/filters";
import { catalogOptions, modelOptions } from "@/lib/models/queries";
import type { ModelWithUse } from "@/lib/models/query";
import { modelFacts } from "@/lib/models/row";
import { CompareTable } from "./compare-table";

/** The requested models, and which of them are missing or failed to load. */
function useModels(ids: readonly string[], missing: readonly string[]) {
  const queries = useQueries({
    queries: ids.map((id) => ({ ...modelOptions(id), enabled: !missing.includes(id) })),
  });
  const isGone = (index: number) => {
    const error = queries[index]?.error;
    const isUnknown = error instanceof ProblemError && error.problem.code === "model_not_found";
    return isUnknown || missing.includes(ids[index] ?? "");
  };
  const gone = ids.filter((_, index) => isGone(index));
  const failed = queries.find(({ isError, data }, index) => isError && !data && !isGone(index));
  const isLoading = queries.some(({ isLoading: loading }) => loading);
  const models = queries.flatMap(({ data }, index) => (data && !isGone(index) ? data : []));
  return { models, gone, failed, isLoading };
}

/**
 * The content of `/models/compare`. The URL contains the ids of the compared models; `missing` are
 * those of the initial ids that are not in the catalog.
 */
export function CompareView({ missing }: { missing: readonly string[] }) {
  const [{ ids: joined, only }, change] = useUrlState(comparedIn, NONE_COMPARED);
  const ids = useMemo(() => splitIds(joined).slice(0, MOST_COMPARED), [joined]);
  const { models, gone, failed, isLoading } = useModels(ids, missing);
  const heading = useRef<HTMLDivElement>(null);
  const show = (next: readonly string[]) => change({ ids: joinIds(next) }, "push");
  const remove = (id: string) => {
    show(ids.filter((other) => other !== id));
    // The clicked button is removed.
    heading.current?.focus();
  };
  if (failed) {
    return <FailedState {...failureText(failed.error)} onRetry={() => void failed.refetch()} />;
  }
  return (
    <div ref={heading} tabIndex={-1} className="grid min-w-0 gap-3 outline-none">
      {gone.map((id) => (
        <Gone key={id} id={id} onRemove={() => remove(id)} />
      ))}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {ids.length < MOST_COMPARED && <CompareAdd ids={ids} onAdd={(id) => show([...ids, id])} />}
        <ButtonLink href={catalogPath(ids)}>Choose from catalog</ButtonLink>
      </div>
      {models.length === 0 && isLoading && <CompareSkeleton />}
      {models.length === 0 && !isLoading && <NothingYet />}
      {models.length > 0 && (
        <Comparison
          models={models}
          only={only}
          onOnly={(next) => change({ only: next })}
          onRemove={remove}
        />
      )}
    </div>
  );
}

interface ComparisonProps {
  models: readonly ModelWithUse[];
  only: Compared["only"];
  onOnly: (only: Compared["only"]) => void;
  onRemove: (id: string) => void;
}

function Comparison({ models, only, onOnly, onRemove }: ComparisonProps) {
  const groups = useMemo(() => compareModels(models), [models]);
  const rows = groups.flatMap((group) => group.rows);
  const differing = rows.filter(({ differs }) => differs).length;
  const isAlone = models.length < LEAST_COMPARED;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Checkbox
          label="Only differences"
          checked={only === "differences"}
          disabled={isAlone}
          onChange={({ target }) => onOnly(target.checked ? "differences" : "")}
        />
        <p role="status" className="text-muted">
          {isAlone
            ? "Add another model to compare."
            : `${differing} of ${rows.length} rows differ.`}
        </p>
      </div>
      <CompareTable
        models={models}
        groups={groups}
        onlyDifferences={only === "differences" && !isAlone}
        onRemove={onRemove}
      />
    </>
  );
}

function Gone({ id, onRemove }: { id: string; onRemove: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-warning-soft px-3 py-2 text-warning">
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 grow [overflow-wrap:anywhere]">“{id}” is not in the catalog.</span>
      <Button onClick={onRemove}>
        Remove<span className="sr-only"> {id}</span>
      </Button>
    </div>
  );
}

function NothingYet() {
  return (
    <EmptyState icon={Columns3} title="No models to compare yet">
      Add two to four models above, or choose them in the catalog.
    </EmptyState>
  );
}

interface CompareAddProps {
  ids: readonly string[];
  onAdd: (id: string) => void;
}

/** Adds a model from the catalog to the comparison. */
function CompareAdd({ ids, onAdd }: CompareAddProps) {
  const { data } = useQuery(catalogOptions());
  const groups = (): OptionGroup[] => [
    {
      options: (data?.data ?? []).map((model) => ({
        value: model.id,
        label: model.name,
        note: `${model.id} · ${modelFacts(model)}`,
        disabled: ids.includes(model.id) ? "Already added" : undefined,
      })),
    },
  ];
  return (
    <Combobox
      label="Add model"
      placeholder="Search the catalog"
      groups={groups}
      value={null}
      disabled={data === undefined}
      onChange={onAdd}
      className="w-56"
    >
      Add model
    </Combobox>
  );
}

const ROWS = Array.from({ length: 12 }, (_, index) => index);

/** The shape of the comparison while it loads. */
export function CompareSkeleton() {
  return (
    <div role="status" className="rounded-lg border border-line bg-panel">
      <span className="sr-only">Loading comparison</span>
      {ROWS.map((row) => (
        <div key={row} className="flex gap-6 border-t border-line px-3 py-2.5 first:border-t-0">
          <Skeleton className="w-28 shrink-0" />
          <Skeleton className="grow" />
          <Skeleton className="grow max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
