"use client";

import { hashKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import type { BoundInput, BrokenBy } from "@/lib/bounds/schema";
import { boundPreviewOptions } from "@/lib/profiles/mutations";
import type { BoundValues } from "./bound-values";

/** Milliseconds without a change before the preview loads. */
const PAUSE = 250;

const NONE: BoundInput = { path: "", task: null };

export type BoundForm = UseFormReturn<BoundValues, unknown, BoundInput>;

async function read(form: BoundForm): Promise<BoundInput | null> {
  const { boundForm } = await import("./bound-form-schema");
  return boundForm.safeParse(form.getValues()).data ?? null;
}

interface Settled {
  /** Null while the form is not valid. */
  input: BoundInput | null;
  /** The form has changed since. */
  isOld: boolean;
}

/** The limit in the form, updated when changes pause. */
function useSettled(form: BoundForm) {
  const [settled, setSettled] = useState<Settled>({ input: null, isOld: false });
  const settle = (input: BoundInput) => setSettled({ input, isOld: false });
  useEffect(() => {
    const follow = () => void read(form).then((input) => setSettled({ input, isOld: false }));
    let timer = setTimeout(follow, 0);
    const stop = form.subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer);
        setSettled(({ input }) => ({ input, isOld: true }));
        timer = setTimeout(follow, PAUSE);
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [form]);
  return { ...settled, settle };
}

/** The profiles that exceed the limit in the form, loaded while the user types. */
export function useBoundPreview(form: BoundForm) {
  const client = useQueryClient();
  const settled = useSettled(form);
  const path = useWatch({ control: form.control, name: "path" });
  // A preview of another field is useless.
  const input = settled.input?.path === path ? settled.input : null;
  const { data, error, isPlaceholderData } = useQuery({
    ...boundPreviewOptions(input ?? NONE),
    enabled: input !== null,
  });
  const found = input === null ? undefined : data;
  return {
    found,
    error: input === null ? null : error,
    /** The preview is about older values. */
    isOld: settled.isOld || isPlaceholderData,
    /** True if exactly this result is on the screen. */
    isShown: (bound: BoundInput, now: BrokenBy) =>
      !isPlaceholderData && hashKey([input, found]) === hashKey([bound, now]),
    /** Loads and shows the preview of a limit now. */
    load: (bound: BoundInput): Promise<BrokenBy> => {
      settled.settle(bound);
      return client.query({ ...boundPreviewOptions(bound), staleTime: 0 });
    },
  };
}
