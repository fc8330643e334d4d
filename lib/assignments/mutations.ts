import { mutationOptions, type QueryClient } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/actions";
import { setConfigAction } from "./actions";
import { type Choices, configInputOf, withChoices } from "./changes";
import { configOptions, RESOLVED } from "./queries";

/** What is saved in one request. */
export interface Saving {
  choices: Choices;
  /** What takes them back; null where they take something back themselves. */
  previous: Choices | null;
}

/** All choices in one request. They are in force at once, and taken back if the server refuses. */
export function saveChoicesMutation(client: QueryClient) {
  const { queryKey } = configOptions();
  return mutationOptions({
    mutationFn: ({ choices }: Saving) =>
      dataOf(setConfigAction({ body: configInputOf(choices), expected_revision: null })),
    onMutate: async ({ choices }) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, withChoices(before, choices));
      return { before };
    },
    onError: (_error, _saving, kept) => void client.setQueryData(queryKey, kept?.before),
    onSuccess: (config) => void client.setQueryData(queryKey, config),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey }),
        client.invalidateQueries({ queryKey: RESOLVED }),
      ]),
  });
}
