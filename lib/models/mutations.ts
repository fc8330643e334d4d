import { mutationOptions, type QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { dataOf } from "@/lib/http/browser/client";
import {
  createSourceAction,
  readSourceAction,
  removeSourceAction,
  syncCatalogAction,
  updateSourceAction,
} from "./actions";
import type { sourceInput, SourcePatch } from "./source-schema";

/** What a catalog is made of decides what models, profiles and assignments show. */
function afresh(client: QueryClient) {
  return () => client.invalidateQueries();
}

/** Reads the catalog's file again. */
export function syncCatalogMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: () => dataOf(syncCatalogAction()),
    onSettled: afresh(client),
  });
}

export function createSourceMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (input: z.input<typeof sourceInput>) => dataOf(createSourceAction({ body: input })),
    onSuccess: afresh(client),
  });
}

export function updateSourceMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, patch }: { id: string; patch: SourcePatch }) =>
      dataOf(updateSourceAction({ params: { id }, body: patch })),
    onSuccess: afresh(client),
  });
}

export function removeSourceMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(removeSourceAction({ params: { id } })),
    onSettled: afresh(client),
  });
}

/** Reads a source now; one that cannot be read is no failure of this, and says why. */
export function readSourceMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(readSourceAction({ params: { id } })),
    onSettled: afresh(client),
  });
}
