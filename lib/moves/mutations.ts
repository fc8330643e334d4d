import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/client";
import { ALL } from "@/lib/profiles/queries";
import { moveProfilesAction, previewMoveAction } from "./actions";
import type { MoveInput } from "./schema";

/** Moves all profiles of one model, whoever owns them, to another. */
export function moveProfilesMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (move: MoveInput) => dataOf(moveProfilesAction({ body: move })),
    onSettled: () => client.invalidateQueries(),
  });
}

/** What such a move would do now. It is not with the queries, since it calls an action. */
export function movePreviewOptions(move: MoveInput) {
  return queryOptions({
    queryKey: [...ALL, "move", move],
    queryFn: () => dataOf(previewMoveAction({ body: move })),
    // Not cached: profiles change meanwhile.
    gcTime: 0,
  });
}
