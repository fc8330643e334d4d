"use client";

import { useRouter } from "next/navigation";
import { type MouseEvent, type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import { flushSync } from "react-dom";
import { SlidersHorizontal } from "lucide-react";
import { leaveAtOnce, leaveBy } from "@/components/layout/leaving";
import { buttonClasses } from "@/components/ui/button";
import { REVEAL } from "@/components/ui/focus";
import { Link } from "@/components/ui/link";
import { mainFields } from "@/lib/registry/main-fields";
import { EditorProvider, useEditor, useSnapshot } from "../editor/editor-context";
import { changeCount } from "../editor/editor-store";
import { ModelBox } from "../editor/model-box";
import { useFieldProps } from "../editor/use-inherited";
import type { EditorState } from "../editor/use-editor-state";
import { TunePrompt } from "./tune-prompt";
import { TuneRow } from "./tune-row";

/** The page of the editor of a profile, or of a new one. */
export type EditorPath = `/profiles/${string}`;

interface TuneFormProps {
  state: EditorState;
  /** False while another tab is open; the form stays mounted with its changes. */
  isShown: boolean;
  /** Opens the form's tab, to show a field with an error. */
  onShow: () => void;
  /** The editor with all settings of the profile. */
  editorPath: EditorPath;
  notices: ReactNode;
  /** The other tabs and the bar at the bottom. */
  children: ReactNode;
}

/** Model, prompt and the values that people change most. */
export function TuneForm(props: TuneFormProps) {
  const { state, isShown, onShow, editorPath, notices, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const reveal = useEffectEvent(() => {
    if (!isShown) flushSync(onShow);
  });
  useEffect(() => {
    const listen = () => reveal();
    const { current } = box;
    current?.addEventListener(REVEAL, listen);
    return () => current?.removeEventListener(REVEAL, listen);
  }, []);
  return (
    <EditorProvider value={state.editor}>
      <div ref={box} hidden={!isShown}>
        <form
          method="post"
          noValidate
          aria-label="Tune"
          className="grid min-w-0 gap-3"
          // The bar at the bottom saves.
          onSubmit={(event) => event.preventDefault()}
        >
          {notices}
          <ModelBox />
          <TunePrompt />
          <TuneRows />
          <AllSettings path={editorPath} />
        </form>
      </div>
      {children}
    </EditorProvider>
  );
}

function TuneRows() {
  const { task } = useEditor().references;
  const propsOf = useFieldProps();
  return (
    <div className="min-w-0 border-t border-line pt-3">
      {mainFields(task.kind).map(({ section, field }) => (
        <TuneRow key={field.name} {...propsOf(section, field)} />
      ))}
    </div>
  );
}

/** Leads to the editor, which finds the unsaved changes as its draft. */
function AllSettings({ path }: { path: EditorPath }) {
  const { store } = useEditor();
  const isChanged = useSnapshot(store, (snapshot) => changeCount(snapshot) > 0);
  const router = useRouter();
  const go = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    store.flush();
    const leave = () => router.push(path);
    // Only without storage would the changes be lost.
    if (store.saveDraft()) leaveAtOnce(leave);
    else leaveBy(leave);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-3">
      <Link href={path} data-within="" className={buttonClasses()} onClick={go}>
        <SlidersHorizontal aria-hidden />
        All settings
      </Link>
      <span className="text-xs text-muted">
        In the editor{isChanged && ", with your unsaved changes"}.
      </span>
    </div>
  );
}
