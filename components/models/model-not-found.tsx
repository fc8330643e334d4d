"use client";

import { useParams } from "next/navigation";
import { lazy, Suspense } from "react";
import { NotFound } from "@/components/layout/not-found";
import { modelIdIn } from "@/lib/models/address";

// Every model's page carries this one with it: what searches the catalog is fetched when it is shown.
const ClosestModels = lazy(() => import("./closest-models"));

/** In the place of a model that the catalog does not have. */
export function ModelNotFound() {
  const { id: segment } = useParams<{ id: string }>();
  const id = modelIdIn(segment);
  if (id === null) return <NotFound />;
  return (
    <NotFound
      title={`The catalog has no model “${id}”`}
      reason="It may have left the catalog, or its id is spelt otherwise."
    >
      <Suspense>
        <ClosestModels id={id} />
      </Suspense>
    </NotFound>
  );
}
