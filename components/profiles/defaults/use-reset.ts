"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRevisionMade } from "../history/use-revision-made";
import { countWords } from "@/lib/values/summary";
import { resetDefaultMutation } from "@/lib/profiles/mutations";

/** Puts a default, or fields of it, back to what ships; that can be undone at once. */
export function useReset() {
  const client = useQueryClient();
  const options = resetDefaultMutation(client);
  const tell = useRevisionMade("The default is as it was before");
  return useMutation({
    ...options,
    onError: () => client.invalidateQueries(),
    onSuccess: async (...saved) => {
      await options.onSuccess?.(...saved);
      const [made, { revision: before, reset }] = saved;
      const what = reset.fields ? `${countWords(reset.fields.length, "field")} of ` : "";
      const verb = reset.fields && reset.fields.length > 1 ? "are" : "is";
      tell(`${what}${made.name} ${verb} back to what ships`, made, before);
    },
  });
}
