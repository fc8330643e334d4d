"use client";

import { useState } from "react";
import { flushSync } from "react-dom";
import { cn } from "@/components/ui/cn";
import { FieldError, TextArea } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { estimateTokens } from "@/lib/profiles/tokens";
import { countWords } from "@/lib/registry/words";
import { useEditor, useField, useSnapshot } from "../editor/editor-context";
import { idOf } from "../editor/form-fields";
import { ResetButton } from "./tune-row";

const NAME = "system_prompt";

/** The prompt, unless the task is of a kind that has none. */
export function TunePrompt() {
  const { references, store } = useEditor();
  const { task, bases } = references;
  const hasOwn = useSnapshot(store, ({ content }) => content.system_prompt !== "");
  const isUsed = task.kind === "text" || hasOwn || bases.some((base) => base.system_prompt !== "");
  return isUsed && <PromptBox />;
}

/** The system prompt; an inherited one is shown in its place, and a change of it becomes the profile's. */
function PromptBox() {
  const { references } = useEditor();
  const { value, error, set, check } = useField(NAME);
  // While someone types, an emptied box stays empty; afterwards it shows the inherited prompt again.
  const [isTyping, setTyping] = useState(false);
  const base = references.bases.find(({ system_prompt }) => system_prompt !== "");
  const own = typeof value === "string" ? value : "";
  const isOwn = own !== "";
  const shown = isOwn || isTyping ? own : (base?.system_prompt ?? "");
  const id = idOf(NAME);
  const reset = () => {
    flushSync(() => set(""));
    document.getElementById(id)?.focus();
  };
  return (
    <div data-field={NAME} className="grid min-w-0 gap-1">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <label htmlFor={id} className="font-medium">
          System prompt
        </label>
        {isOwn && base && <ResetButton label="system prompt" onReset={reset} />}
      </div>
      <TextArea
        id={id}
        rows={4}
        aria-describedby={`${id}-line`}
        aria-invalid={error ? true : undefined}
        className={cn("max-h-72 min-h-24", !isOwn && "text-muted")}
        placeholder="No system prompt is sent."
        value={shown}
        onChange={({ target }) => {
          setTyping(true);
          set(target.value);
        }}
        onBlur={() => {
          setTyping(false);
          void check();
        }}
      />
      <div id={`${id}-line`} className="text-xs text-muted">
        {error && <FieldError>{error}</FieldError>}
        <PromptNote isOwn={isOwn} base={base} text={shown} />
      </div>
    </div>
  );
}

interface PromptNoteProps {
  isOwn: boolean;
  base: { id: string; name: string } | undefined;
  text: string;
}

/** Where the prompt comes from and how long it is. */
function PromptNote({ isOwn, base, text }: PromptNoteProps) {
  const length = text === "" ? "" : ` · about ${countWords(estimateTokens(text), "token")}`;
  if (!base) return isOwn ? `set in this profile${length}` : "";
  return (
    <>
      {isOwn ? "Overrides the prompt from " : "from "}
      <Link
        href={`/profiles/${base.id}`}
        className="rounded underline underline-offset-2 hover:text-ink"
      >
        {base.name}
      </Link>
      {length}
    </>
  );
}
