"use client";

import { lazy, type ReactNode, Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { SYSTEM_USER_ID } from "@/lib/auth/actor";
import { EditorProvider } from "./editor-context";
import { Identity } from "./identity";
import { loadFields, loadPanel } from "./parts";
import { Prompt } from "./prompt";
import type { Core } from "./use-core";

const Fields = lazy(loadFields);
const EffectivePanel = lazy(loadPanel);

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
          <Suspense fallback={<Skeleton className="h-96 w-full" />}>
            <Fields opened={opened} onOpen={open} />
          </Suspense>
        </form>
        <aside
          aria-label="In force"
          className="min-w-0 xl:sticky xl:top-16 xl:max-h-[calc(100dvh-9rem)] xl:overflow-y-auto"
        >
          <Suspense fallback={<Skeleton className="h-64 w-full" />}>
            <EffectivePanel saved={ground.profile} />
          </Suspense>
        </aside>
      </div>
      {children}
    </EditorProvider>
  );
}
