"use client";

import { lazy, Suspense } from "react";
import type { EditorProps } from "./editor";
import { EditorSkeleton } from "./editor-skeleton";
import { fetchEarly } from "./fetch-early";

const load = () => import("./editor");
const Editor = lazy(load);
fetchEarly(load);

/** A profile that one may change. */
export function ProfileEditor(props: EditorProps) {
  return (
    <Suspense fallback={<EditorSkeleton />}>
      <Editor {...props} />
    </Suspense>
  );
}
