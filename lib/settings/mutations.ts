import { mutationOptions, type QueryClient } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/action-result";
import { updateSettingsAction } from "./actions";
import { settingsOptions } from "./queries";
import type { SettingsPatch } from "./schema";

/** The change shows at once, and is undone if the server refuses. */
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
