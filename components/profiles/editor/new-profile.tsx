"use client";

import { lazy, Suspense } from "react";
import { EditorSkeleton } from "./editor-skeleton";
import type { NewEditorProps } from "./new-editor";
import { fetchEarly } from "./fetch-early";

const load = () => import("./new-editor");
const NewEditor = lazy(load);
fetchEarly(load);

/** A profile that is to be. */
export function NewProfile(props: NewEditorProps) {
  return (
    <Suspense fallback={<EditorSkeleton />}>
      <NewEditor {...props} />
    </Suspense>
  );
}
