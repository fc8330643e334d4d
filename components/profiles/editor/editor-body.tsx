"use client";

import { type ReactNode, Suspense } from "react";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { EditorProvider } from "./editor-context";
import { EffectivePanel } from "./effective-panel";
import { Fields } from "./fields";
import { Identity } from "./identity";
import { Prompt } from "./prompt";
import type { Core } from "./use-core";

interface EditorBodyProps {
  core: Core;
  /** Above the form: what is to be known first. */
  notices?: ReactNode;
  /** The bar at the bottom. */
  children: ReactNode;
}

/** The form, and beside it what would be in force. */
export function EditorBody({ core, notices, children }: EditorBodyProps) {
  const { editor, ground, opened, open } = core;
  const isDefault = ground.profile?.user_id === SYSTEM_USER_ID;
  return (
    <EditorProvider value={editor}>
      <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_23rem]">
        <form
          method="post"
          noValidate
          aria-label="Profile"
          className="grid min-w-0 gap-8"
          // It is saved by the bar below.
          onSubmit={(event) => event.preventDefault()}
        >
          {notices}
          <Identity profile={ground.profile} isDefault={isDefault} />
          <Prompt />
          {/* A part that becomes alive by itself, so that none keeps the page long. */}
          <Suspense>
            <Fields opened={opened} onOpen={open} />
          </Suspense>
        </form>
        <aside
          aria-label="In force"
          className="min-w-0 xl:sticky xl:top-16 xl:max-h-[calc(100dvh-9rem)] xl:overflow-y-auto"
        >
          <Suspense>
            <EffectivePanel saved={ground.profile} />
          </Suspense>
        </aside>
      </div>
      {children}
    </EditorProvider>
  );
}
