"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { EditorState } from "./use-editor-state";

const SaveAsForm = lazy(() => import("./save-as-form"));

/** Saves the form as a new profile, after asking for its name. */
export function SaveAs({ state }: { state: EditorState }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Save as new…</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Save as a new profile"
        description="Creates a profile from the form. This profile stays as it was saved."
      >
        <Suspense>
          <SaveAsForm state={state} onClose={() => setOpen(false)} />
        </Suspense>
      </Dialog>
    </>
  );
}
