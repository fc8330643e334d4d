"use client";

import { ButtonLink } from "@/components/ui/button-link";
import type { ProfileContent } from "@/lib/values/content";
import { showSaveError } from "./checks";
import { EditorBar } from "./editor-bar";
import { EditorLayout } from "./editor-layout";
import { draftKeyOf, type Start } from "./editor-store";
import { DraftNotice, Notice } from "./notices";
import { useCreate } from "./use-create";
import { useDiscard, useEditorState, useStart, useSubmit } from "./use-editor-state";

export interface NewEditorProps {
  start: ProfileContent;
  /** Messages about parts of the URL's query that were not found. */
  missing: readonly string[];
  userId: string;
  /** Separates the drafts of different starts. */
  place: string;
}

/** The editor of a new profile, with the draft of an earlier visit. */
export default function NewEditor({ start: content, missing, userId, place }: NewEditorProps) {
  const draftKey = draftKeyOf(userId, place);
  const start = useStart(draftKey, { profile: null, content });
  // A restored draft needs a new form.
  return <Editor key={start.restoredAt} start={start} missing={missing} draftKey={draftKey} />;
}

interface EditorProps {
  start: Start;
  missing: readonly string[];
  draftKey: string;
}

function Editor({ start, missing, draftKey }: EditorProps) {
  const state = useEditorState(start, draftKey);
  const { create, isSaving } = useCreate(state, (error) => showSaveError(error, state));
  const save = useSubmit(state, create);
  const discardTo = useDiscard(state);
  const discard = () => discardTo({ profile: null, content: start.content });
  return (
    <EditorLayout
      state={state}
      notices={
        <>
          {missing.map((message) => (
            <Notice key={message} tone="warning">
              {message}
            </Notice>
          ))}
          <DraftNotice at={state.restoredAt} onDiscard={discard} />
        </>
      }
    >
      <EditorBar
        state={state}
        isSaving={isSaving}
        onSave={save}
        onDiscard={discard}
        unsaved="Not saved yet"
      >
        <ButtonLink href="/profiles">Cancel</ButtonLink>
      </EditorBar>
    </EditorLayout>
  );
}
