"use client";

import { lazy, Suspense } from "react";
import { EditorSkeleton } from "./editor-skeleton";
import type { NewEditorProps } from "./new-editor";
import { fetchParts, loadFields, loadNewEditor, loadPanel } from "./parts";

const NewEditor = lazy(loadNewEditor);
fetchParts(loadNewEditor, loadFields, loadPanel);

/** A profile that is to be. */
export function NewProfile(props: NewEditorProps) {
  return (
    <Suspense fallback={<EditorSkeleton />}>
      <NewEditor {...props} />
    </Suspense>
  );
}
