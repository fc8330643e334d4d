"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { notifyFailure } from "@/components/layout/notify-failure";
import { toast } from "@/components/ui/toast";
import { restoreRevisionMutation } from "@/lib/profiles/mutations";
import type { Profile } from "@/lib/profiles/schema";

/**
 * Tells of a revision that was made from an older content, with the way back to the one before.
 * `undone`: what is said when that is done.
 */
export function useRevisionMade(undone: string) {
  const client = useQueryClient();
  const router = useRouter();
  const options = restoreRevisionMutation(client);
  const undo = useMutation({
    ...options,
    onError: notifyFailure,
    onSuccess: async (...saved) => {
      await options.onSuccess?.(...saved);
      // What the server has drawn of the profile, such as its name above the tabs.
      router.refresh();
      toast({ kind: "success", title: undone });
    },
  });
  return (title: string, { id, revision }: Profile, before: number) => {
    router.refresh();
    toast({
      kind: "success",
      title,
      action: { label: "Undo", onClick: () => undo.mutate({ id, revision, restore: before }) },
      duration: 10_000,
    });
  };
}
