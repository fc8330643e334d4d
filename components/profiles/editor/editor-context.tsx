"use client";

import { createContext, useContext, useSyncExternalStore } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { ProfileContent } from "@/lib/values/content";
import type { FormValues } from "@/lib/values/form-values";
import type { Facts } from "./use-facts";
import type { Live } from "./live";

/** What every part of the editor stands in. It changes when task, model or base do, not with values. */
export interface Editor {
  form: UseFormReturn<FormValues>;
  live: Live;
  facts: Facts;
}

const EditorContext = createContext<Editor | null>(null);
export const EditorProvider = EditorContext.Provider;

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("There is no editor around this.");
  return editor;
}

/** A part of the form's content; drawn anew when that part changes. It must be a plain value. */
export function useLive<T extends string | number | boolean | null>(
  live: Live,
  part: (content: ProfileContent) => T,
): T {
  const read = () => part(live.get());
  return useSyncExternalStore(live.subscribe, read, read);
}

/** All of the form's content. */
export function useContent(live: Live): ProfileContent {
  return useSyncExternalStore(live.subscribe, live.get, live.get);
}
