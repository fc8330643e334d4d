import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/actions";
import { clientOf } from "@/lib/http/browser/client";
import type { settingsContract, SettingsPatch } from "./contract";
import { updateSettingsAction } from "./actions";

const { read } = clientOf<typeof settingsContract>();

/** The settings of the installation. */
export function settingsOptions() {
  return queryOptions({
    queryKey: ["settings"],
    queryFn: ({ signal }) => read("/api/admin/settings", { signal }),
  });
}

/** Shows the change immediately and undoes it if the server rejects it. */
export function updateSettingsMutation(client: QueryClient) {
  const { queryKey } = settingsOptions();
  return mutationOptions({
    mutationFn: (patch: SettingsPatch) => dataOf(updateSettingsAction({ body: patch })),
    onMutate: async (patch) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (now) => (now ? { ...now, ...patch } : now));
      return { before };
    },
    onError: (_error, _patch, kept) => void client.setQueryData(queryKey, kept?.before),
    onSuccess: (now) => void client.setQueryData(queryKey, now),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}
