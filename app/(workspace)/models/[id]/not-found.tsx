"use client";

import { useParams } from "next/navigation";
import { lazy, Suspense } from "react";
import { NotFound } from "@/components/layout/not-found";
import { modelIdIn } from "@/lib/models/address";

// Every model's page contains this one: the code that searches the catalog loads when it is shown.
const ClosestModels = lazy(() => import("@/components/models/closest-models"));

/** Shown instead of a model that is not in the catalog. */
export default function ModelNotFoundPage() {
  const { id: segment } = useParams<{ id: string }>();
  const id = modelIdIn(segment);
  if (id === null) return <NotFound />;
  return (
    <NotFound
      title={`The model “${id}” is not in the catalog`}
      reason="It may have been removed from the catalog, or its id may be misspelled."
    >
      <Suspense>
        <ClosestModels id={id} />
      </Suspense>
    </NotFound>
  );
}
