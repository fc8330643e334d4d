"use client";

import { useState } from "react";
import { useEditor } from "./editor-context";
import type { Path } from "./paths";

type TextPath = Extract<Path, "name" | "description" | "model_version" | "system_prompt">;

/**
 * What a text box needs that the browser keeps itself: typing draws nothing anew. It has its text
 * in the HTML already, before React runs the page.
 */
export function useTextBox(path: TextPath) {
  const { form } = useEditor();
  const [defaultValue] = useState(() => form.getValues(path) ?? "");
  return { ...form.register(path), defaultValue };
}
