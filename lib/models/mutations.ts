import { mutationOptions, type QueryClient } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/actions";
import { correctModelAction, removeCorrectionAction, syncCatalogAction } from "./actions";
import type { CorrectionPatch } from "./correction-schema";

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

export function correctModelMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, patch }: { id: string; patch: CorrectionPatch }) =>
      dataOf(correctModelAction({ params: { id }, body: patch })),
    onSuccess: afresh(client),
  });
}

export function removeCorrectionMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(removeCorrectionAction({ params: { id } })),
    onSettled: afresh(client),
  });
}
