"use client";

import { hashKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import type { BoundInput, BrokenBy } from "@/lib/bounds/schema";
import { boundPreviewOptions } from "@/lib/profiles/mutations";
import type { BoundValues } from "./bound-values";

/** Milliseconds after the last change before it is asked what the bound would break. */
const PAUSE = 250;

const NONE: BoundInput = { path: "", task: null };

export type BoundForm = UseFormReturn<BoundValues, unknown, BoundInput>;

async function read(form: BoundForm): Promise<BoundInput | null> {
  const { boundForm } = await import("./bound-form-schema");
  return boundForm.safeParse(form.getValues()).data ?? null;
}

/** The bound that the form holds whenever changes of it pause; null while it holds none. */
function useSettled(form: BoundForm) {
  const [settled, settle] = useState<BoundInput | null>(null);
  useEffect(() => {
    const follow = () => void read(form).then(settle);
    let timer = setTimeout(follow, 0);
    const stop = form.subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer);
        timer = setTimeout(follow, PAUSE);
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [form]);
  return [settled, settle] as const;
}

/** What the bound in the form would break, asked as one types. */
export function useBoundPreview(form: BoundForm) {
  const client = useQueryClient();
  const [settled, settle] = useSettled(form);
  const path = useWatch({ control: form.control, name: "path" });
  // What was found of another field is of no use.
  const input = settled?.path === path ? settled : null;
  const { data, error, isPlaceholderData } = useQuery({
    ...boundPreviewOptions(input ?? NONE),
    enabled: input !== null,
  });
  const found = input === null ? undefined : data;
  return {
    found,
    error: input === null ? null : error,
    /** It is of what was typed before. */
    isOld: isPlaceholderData,
    /** Whether just this is shown of a bound. */
    isShown: (bound: BoundInput, now: BrokenBy) =>
      !isPlaceholderData && hashKey([input, found]) === hashKey([bound, now]),
    /** Asks now, and shows, what a bound would break. */
    look: (bound: BoundInput): Promise<BrokenBy> => {
      settle(bound);
      return client.query({ ...boundPreviewOptions(bound), staleTime: 0 });
    },
  };
}
