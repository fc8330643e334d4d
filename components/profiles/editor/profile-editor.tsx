"use client";

import { lazy, Suspense } from "react";
import type { EditorProps } from "./editor";
import { EditorSkeleton } from "./editor-skeleton";
import { fetchParts, loadEditor, loadFields, loadPanel } from "./parts";

const Editor = lazy(loadEditor);
fetchParts(loadEditor, loadFields, loadPanel);

/** A profile that one may change. */
export function ProfileEditor(props: EditorProps) {
  return (
    <Suspense fallback={<EditorSkeleton />}>
      <Editor {...props} />
    </Suspense>
  );
}
