"use client";

import { lazy, Suspense } from "react";
import { EditorSkeleton } from "./editor-skeleton";
import type { NewEditorProps } from "./new-editor";
import { fetchWithParts } from "./parts";

const load = () => import("./new-editor");
const NewEditor = lazy(load);
fetchWithParts(load);

/** A profile that is to be. */
export function NewProfile(props: NewEditorProps) {
  return (
    <Suspense fallback={<EditorSkeleton />}>
      <NewEditor {...props} />
    </Suspense>
  );
}
