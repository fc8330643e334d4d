"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { notifyFailure } from "@/components/layout/notify-failure";
import { toast } from "@/components/ui/toast";
import { restoreRevisionMutation } from "@/lib/profiles/mutations";

/** Brings revisions of a profile back; what was in force before can be had again at once. */
export function useRestore(id: string) {
  const client = useQueryClient();
  const router = useRouter();
  const options = restoreRevisionMutation(client);
  const settle = async (...saved: Parameters<NonNullable<typeof options.onSuccess>>) => {
    await options.onSuccess?.(...saved);
    // What the server has drawn of the profile, such as its name above the tabs.
    router.refresh();
  };
  const undo = useMutation({
    ...options,
    onError: notifyFailure,
    onSuccess: async (...saved) => {
      await settle(...saved);
      toast({ kind: "success", title: "The restoring is undone" });
    },
  });
  return useMutation({
    ...options,
    onError: () => client.invalidateQueries(),
    onSuccess: async (...saved) => {
      await settle(...saved);
      const [{ revision }, { restore, revision: before }] = saved;
      toast({
        kind: "success",
        title: `Revision ${restore} is restored as revision ${revision}`,
        action: {
          label: "Undo",
          onClick: () => undo.mutate({ id, revision, restore: before }),
        },
        duration: 10_000,
      });
    },
  });
}
