"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { restoreRevisionMutation } from "@/lib/profiles/mutations";
import { useRevisionMade } from "./use-revision-made";

/** Brings revisions of a profile back; what was in force before can be had again at once. */
export function useRestore() {
  const client = useQueryClient();
  const options = restoreRevisionMutation(client);
  const tell = useRevisionMade("The restoring is undone");
  return useMutation({
    ...options,
    onError: () => client.invalidateQueries(),
    onSuccess: async (...saved) => {
      await options.onSuccess?.(...saved);
      const [made, { restore, revision: before }] = saved;
      tell(`Revision ${restore} is restored as revision ${made.revision}`, made, before);
    },
  });
}
