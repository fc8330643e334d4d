"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { notifyFailure } from "@/components/layout/notify-failure";
import { toast } from "@/components/ui/toast";
import { failureSentence, ProblemError } from "@/lib/http/browser/failure";
import { restoreRevisionMutation } from "@/lib/profiles/mutations";
import type { Profile } from "@/lib/profiles/schema";

/** Restores a revision and offers to undo that. */
export function useRestore() {
  const client = useQueryClient();
  const options = restoreRevisionMutation(client);
  const announce = useUndoableRevision("Restore undone");
  return useMutation({
    ...options,
    onError: () => client.invalidateQueries(),
    onSuccess: async (...saved) => {
      await options.onSuccess?.(...saved);
      const [created, { restore, revision: before }] = saved;
      announce(`Revision ${restore} restored as revision ${created.revision}`, created, before);
    },
  });
}

/**
 * Announces a new revision with older content, with a button that restores revision `before`.
 * `undone` is the message after that.
 */
export function useUndoableRevision(undone: string) {
  const client = useQueryClient();
  const router = useRouter();
  const options = restoreRevisionMutation(client);
  const undo = useMutation({
    ...options,
    onError: notifyFailure,
    onSuccess: async (...saved) => {
      await options.onSuccess?.(...saved);
      // Server-rendered parts show the profile too, such as its name above the tabs.
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

interface RestoreMessages {
  /** If someone saved a newer revision. */
  conflict: string;
  /** Before the errors, if the content is not valid any more. */
  invalid: string;
}

/** Why a restore or reset was refused. */
export function restoreError(error: unknown, { conflict, invalid }: RestoreMessages): string {
  const problem = error instanceof ProblemError ? error.problem : null;
  if (problem?.code === "revision_mismatch") return conflict;
  if (!problem?.errors) return failureSentence(error);
  return `${invalid}: ${problem.errors.map(({ message }) => message).join("; ")}.`;
}
