import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { dataOf } from "@/lib/http/browser/actions";
import {
  createEngineAction,
  discoverEnginesAction,
  readEngineAction,
  removeEngineAction,
  testEngineAction,
  updateEngineAction,
} from "./actions";
import type { engineInput, EnginePatch } from "./schema";

/** Engines decide which models there are, and so what models, profiles and assignments show. */
function afresh(client: QueryClient) {
  return () => client.invalidateQueries();
}

export function createEngineMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (input: z.input<typeof engineInput>) => dataOf(createEngineAction({ body: input })),
    onSuccess: afresh(client),
  });
}

export function updateEngineMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, patch }: { id: string; patch: EnginePatch }) =>
      dataOf(updateEngineAction({ params: { id }, body: patch })),
    onSuccess: afresh(client),
  });
}

export function removeEngineMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(removeEngineAction({ params: { id } })),
    onSettled: afresh(client),
  });
}

/** Reads an engine's models now; one that cannot be read is no failure of this, and says why. */
export function readEngineMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(readEngineAction({ params: { id } })),
    onSettled: afresh(client),
  });
}

/** Tests an engine; one that is down is no failure of this, and says why. */
export function testEngineMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(testEngineAction({ params: { id } })),
    onSettled: () => client.invalidateQueries({ queryKey: ["engines", "list"] }),
  });
}

/** A test as a query that is asked each time: what an engine answers is not kept. */
export function engineTestOptions(client: QueryClient, id: string) {
  return queryOptions({
    queryKey: ["engines", "test", id],
    queryFn: async () => {
      const test = await dataOf(testEngineAction({ params: { id } }));
      void client.invalidateQueries({ queryKey: ["engines", "list"] });
      return test;
    },
    gcTime: 0,
    staleTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
}

/** The engines that respond on this machine and on hosts. */
export function discoveryOptions(hosts: string[]) {
  return queryOptions({
    queryKey: ["engines", "found", hosts],
    queryFn: () => dataOf(discoverEnginesAction({ body: { hosts } })),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
  });
}
