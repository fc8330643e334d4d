"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/toast";
import { createProfileMutation } from "@/lib/profiles/mutations";
import type { ProfileContent } from "@/lib/values/content";
import type { EditorState } from "./use-editor-state";

/** Never resolves: the next page replaces whatever waits for it. */
const untilLeft = () => new Promise<never>(() => undefined);

/**
 * Creates a profile from the form, deletes the draft and opens the profile. `create` resolves only
 * if the server refused, so that one profile is not created twice.
 */
export function useCreate({ store }: EditorState, onError: (error: unknown) => void) {
  const router = useRouter();
  const options = createProfileMutation(useQueryClient());
  const { mutateAsync, isPending, isSuccess, error } = useMutation({
    ...options,
    onSuccess: (...success) => {
      const [created] = success;
      store.dropDraft();
      // Everything is saved: leaving must not ask.
      const { baseline, content } = store.flush();
      store.reset({ ...baseline, content }, null);
      options.onSuccess?.(...success);
      toast({ kind: "success", title: `“${created.name}” created` });
      // The back button must not return to the finished form.
      router.replace(`/profiles/${created.id}`);
    },
  });
  const create = (content: ProfileContent) => mutateAsync(content).then(untilLeft, onError);
  return { create, isSaving: isPending || isSuccess, error };
}
