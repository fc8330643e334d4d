"use client";

import { type ReactNode, useEffect } from "react";
import { useFormState } from "react-hook-form";
import { useLeaveGuard } from "@/components/layout/leave-guard";
import { leaveAtOnce, leaveBy } from "@/components/layout/leaving";
import { Button } from "@/components/ui/button";
import { ChangeBar } from "@/components/ui/change-bar";
import { countWords } from "@/lib/registry/words";
import { loadRules } from "./checks";
import { useSnapshot } from "./editor-context";
import { changeCount } from "./editor-store";
import { fieldsIn } from "./form-fields";
import type { EditorState } from "./use-editor-state";

const DRAFT_SAVED =
  "Your changes are saved in this browser as a draft and restored when you return.";

interface EditorBarProps {
  state: EditorState;
  isSaving: boolean;
  onSave: () => void;
  onDiscard: () => void;
  /** For a new profile: what the bar says before anything is changed. */
  unsaved?: string;
  children?: ReactNode;
}

/** Loads the rules with the first change, while there is a connection: a save checks with them. */
function useRulesFor(hasChanges: boolean): void {
  useEffect(() => {
    // A failed load is repeated by the check.
    if (hasChanges) void loadRules().catch(() => undefined);
  }, [hasChanges]);
}

/** The number of unsaved changes and errors. Leaving with changes asks first. */
export function EditorBar({ state, children, ...bar }: EditorBarProps) {
  const { form, store } = state;
  const count = useSnapshot(store, changeCount);
  const { errors, isSubmitting } = useFormState({ control: form.control });
  const wrong = fieldsIn(errors).length;
  const toCorrect = `${countWords(wrong, "field")} to correct`;
  const fault = errors.root?.message ?? (wrong > 0 ? toCorrect : undefined);
  useRulesFor(count > 0);
  useLeaveGuard(count > 0, () => (store.saveDraft() ? DRAFT_SAVED : undefined));
  return (
    <ChangeBar {...bar} isSaving={bar.isSaving || isSubmitting} count={count} error={fault}>
      <Remedy kind={errors.root?.type} saveDraft={store.saveDraft} />
      {children}
    </ChangeBar>
  );
}

/** For errors that a retry does not fix. Signing in happens when the page reloads. */
function Remedy({ kind, saveDraft }: { kind: unknown; saveDraft: () => boolean }) {
  if (kind !== "sign-in" && kind !== "reload") return null;
  const reload = () => window.location.reload();
  return (
    <Button onClick={() => (saveDraft() ? leaveAtOnce : leaveBy)(reload)}>
      {kind === "sign-in" ? "Sign in" : "Reload"}
    </Button>
  );
}
