import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/actions";
import { ALL } from "@/lib/profiles/queries";
import {
  moveOwnProfilesAction,
  moveProfilesAction,
  previewMoveAction,
  previewOwnMoveAction,
} from "./actions";
import type { MoveInput } from "./schema";

/** Moves all of the viewer's own profiles of one model to another. */
export function moveOwnProfilesMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (move: { from: string; to: string }) =>
      dataOf(moveOwnProfilesAction({ body: move })),
    onSettled: () => client.invalidateQueries(),
  });
}

/** What such a move would do now. */
export function ownMovePreviewOptions(move: { from: string; to: string }) {
  return queryOptions({
    queryKey: [...ALL, "move-own", move],
    queryFn: () => dataOf(previewOwnMoveAction({ body: move })),
    gcTime: 0,
  });
}

/** Moves the profiles of one model, of everyone unless the scope says otherwise, to another. */
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
