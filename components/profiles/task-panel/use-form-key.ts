"use client";

import { useState } from "react";
import type { Profile } from "@/lib/profiles/schema";

/** Runs a save, after which the form continues with the profile that was saved. */
export type WhileSaving = (save: () => Promise<Profile | null>) => Promise<Profile | null>;

/**
 * The key of the form for a profile. Another profile gets a new form; one that the form itself has
 * just created does not, so that the focus and the answers in Try stay.
 * @param id of the task's own profile, or else of its default
 */
export function useFormKey(id: string): { key: number; whileSaving: WhileSaving } {
  const [form, setForm] = useState({ id, key: 0, isSaving: false });
  if (form.id !== id) setForm({ ...form, id, key: form.isSaving ? form.key : form.key + 1 });
  const whileSaving: WhileSaving = async (save) => {
    setForm((now) => ({ ...now, isSaving: true }));
    let saved: Profile | null = null;
    try {
      saved = await save();
      return saved;
    } finally {
      // The saved profile may be rendered only now.
      setForm((now) => ({ ...now, id: saved?.id ?? now.id, isSaving: false }));
    }
  };
  return { key: form.key, whileSaving };
}
