"use client";

import { type ReactNode, Suspense } from "react";
import { isDefault } from "@/lib/profiles/policy";
import { EditorProvider } from "./editor-context";
import { EffectivePanel } from "./effective-panel";
import { Identity } from "./identity";
import { Prompt } from "./prompt";
import { SectionList } from "./section-list";
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
      <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_23rem] min-[88rem]:grid-cols-[8rem_minmax(0,1fr)_23rem]">
        <SectionList onOpen={openSection} />
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
