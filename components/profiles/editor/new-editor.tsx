"use client";

import { ButtonLink } from "@/components/ui/button-link";
import type { ProfileContent } from "@/lib/values/content";
import { draftKey } from "./draft";
import { EditorBar } from "./editor-bar";
import { EditorBody } from "./editor-body";
import { DraftNotice, Notice } from "./notices";
import { showRefusal } from "./refusal";
import { useCore } from "./use-core";
import { useCreate } from "./use-create";
import { useDiscard } from "./use-discard";
import { type Start, useStart } from "./use-draft";
import { useSubmit } from "./use-submit";

export interface NewEditorProps {
  start: ProfileContent;
  /** What the address asks for and cannot be had. */
  missing: readonly string[];
  userId: string;
  /** Where its draft is kept: apart for each start. */
  place: string;
}

/** The editor of a profile that is to be, with what was entered on an earlier visit. */
export default function NewFromDraft({ start: content, missing, userId, place }: NewEditorProps) {
  const key = draftKey(userId, place);
  const start = useStart(key, { profile: null, content });
  // What a draft brings back is a form of its own.
  return <Editor key={start.restoredAt} start={start} missing={missing} draft={key} />;
}

interface EditorProps {
  start: Start;
  missing: readonly string[];
  /** Where its draft is kept. */
  draft: string;
}

function Editor({ start, missing, draft }: EditorProps) {
  const core = useCore(start, draft);
  const { create, isSaving } = useCreate(core, (error) => showRefusal(error, core));
  const save = useSubmit(core, create);
  const back = useDiscard(core);
  const discard = () => back({ profile: null, content: start.content });
  return (
    <EditorBody
      core={core}
      notices={
        <>
          {missing.map((message) => (
            <Notice key={message} tone="warning">
              {message}
            </Notice>
          ))}
          <DraftNotice at={core.restoredAt} onDiscard={discard} />
        </>
      }
    >
      <EditorBar
        core={core}
        isSaving={isSaving}
        onSave={save}
        onDiscard={discard}
        unsaved="Not saved yet"
      >
        <ButtonLink href="/profiles">Cancel</ButtonLink>
      </EditorBar>
    </EditorBody>
  );
}
