"use client";

import { useState } from "react";
import type { Profile } from "@/lib/profiles/schema";

/** Runs a save, after which the form continues with the profile that was saved. */
export type WhileSaving = (save: () => Promise<Profile | null>) => Promise<Profile | null>;

interface FormKey {
  /** The profile of the form, as it was rendered last. */
  id: string;
  key: number;
  isSaving: boolean;
  /** What the form saved last; it may be rendered before or after the end of the save. */
  saved: string | undefined;
}

/**
 * The key of the form for a profile. Another profile gets a new form; one that the form itself has
 * just created does not, so that the focus and the answers in Try stay.
 * @param id of the task's own profile, or else of its default
 */
export function useFormKey(id: string): { key: number; whileSaving: WhileSaving } {
  const [form, setForm] = useState<FormKey>({ id, key: 0, isSaving: false, saved: undefined });
  if (form.id !== id) {
    const isSame = form.isSaving || form.saved === id;
    setForm({ ...form, id, key: isSame ? form.key : form.key + 1, saved: undefined });
  }
  const whileSaving: WhileSaving = async (save) => {
    setForm((now) => ({ ...now, isSaving: true }));
    let saved: Profile | null = null;
    try {
      saved = await save();
      return saved;
    } finally {
      setForm((now) => ({ ...now, isSaving: false, saved: saved?.id }));
    }
  };
  return { key: form.key, whileSaving };
}
