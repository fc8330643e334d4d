"use client";

import { type ReactNode, Suspense } from "react";
import { useFormState } from "react-hook-form";
import { leaveAtOnce, leaveBy, useLeaveGuard } from "@/components/layout/leave-guard";
import { Button } from "@/components/ui/button";
import { ChangeBar } from "@/components/ui/change-bar";
import { countWords } from "@/lib/values/summary";
import { isDefault } from "@/lib/profiles/policy";
import { EditorProvider, useSnapshot } from "./editor-context";
import { changeCount } from "./editor-store";
import { EffectivePanel } from "./effective-panel";
import { fieldsIn } from "./form-fields";
import { Identity } from "./identity";
import { Prompt } from "./prompt";
import { Sections } from "./sections";
import type { EditorState } from "./use-editor-state";

interface EditorLayoutProps {
  state: EditorState;
  /** Shown above the form. */
  notices?: ReactNode;
  /** The bar at the bottom. */
  children: ReactNode;
}

/** The form, with the effective values beside it. */
export function EditorLayout({ state, notices, children }: EditorLayoutProps) {
  const { editor, baseline, openSections, openSection } = state;
  const { profile } = baseline;
  return (
    <EditorProvider value={editor}>
      <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_23rem]">
        <form
          method="post"
          noValidate
          aria-label="Profile"
          className="grid min-w-0 gap-8"
          // The bar at the bottom saves.
          onSubmit={(event) => event.preventDefault()}
        >
          {notices}
          <Identity profile={profile} isDefault={profile !== null && isDefault(profile)} />
          <Prompt />
          {/* Hydrated separately, so that no single step blocks the page for long. */}
          <Suspense>
            <Sections open={openSections} onOpen={openSection} />
          </Suspense>
        </form>
        <aside
          aria-label="Effective values"
          className="min-w-0 xl:sticky xl:top-16 xl:max-h-[calc(100dvh-9rem)] xl:overflow-y-auto"
        >
          <Suspense>
            <EffectivePanel saved={profile} />
          </Suspense>
        </aside>
      </div>
      {children}
    </EditorProvider>
  );
}

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

/** The number of unsaved changes and errors. Leaving with changes asks first. */
export function EditorBar({ state, children, ...bar }: EditorBarProps) {
  const { form, store } = state;
  const count = useSnapshot(store, changeCount);
  const { errors } = useFormState({ control: form.control });
  const wrong = fieldsIn(errors).length;
  const toCorrect = `${countWords(wrong, "field")} to correct`;
  const fault = errors.root?.message ?? (wrong > 0 ? toCorrect : undefined);
  useLeaveGuard(count > 0, () => (store.saveDraft() ? DRAFT_SAVED : undefined));
  return (
    <ChangeBar {...bar} count={count} error={fault}>
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
