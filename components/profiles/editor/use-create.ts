"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/toast";
import type { ProfileContent } from "@/lib/values/content";
import { contentIn } from "@/lib/values/form-values";
import { createProfileMutation } from "@/lib/profiles/mutations";
import type { Core } from "./use-core";

/** For what ends with the page: another one is being opened. */
const untilLeft = () => new Promise<never>(() => undefined);

/**
 * Makes a profile of the form and opens it; the draft that it was made of is forgotten. What was
 * made once is not made again: `create` is done only when it is refused.
 */
export function useCreate(core: Core, onRefused: (error: unknown) => void) {
  const { form, ground, settle, drop } = core;
  const router = useRouter();
  const options = createProfileMutation(useQueryClient());
  const { mutateAsync, isPending, isSuccess, error } = useMutation({
    ...options,
    onSuccess: (...success) => {
      const [made] = success;
      drop();
      // Nothing is unsaved any more: who leaves now is not asked.
      settle({ ...ground, content: contentIn(form.getValues()) }, null);
      options.onSuccess?.(...success);
      toast({ kind: "success", title: `“${made.name}” is made` });
      // Back leads to where one came from, not to a form that is done with.
      router.replace(`/profiles/${made.id}`);
    },
  });
  const create = (content: ProfileContent) => mutateAsync(content).then(untilLeft, onRefused);
  return { create, isSaving: isPending || isSuccess, error };
}
