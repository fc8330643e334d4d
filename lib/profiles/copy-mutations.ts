import { mutationOptions, type QueryClient } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/actions";
import { duplicateProfileAction } from "./actions";
import { ALL } from "./queries";

/** In a file of its own: the pages with this button start without the other mutations. */
export function duplicateProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(duplicateProfileAction({ params: { id } })),
    onSettled: () => client.invalidateQueries({ queryKey: ALL }),
  });
}
