"use client";

import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";
import { escapeText, unescapeText } from "./text-values";

interface ChipsProps {
  value: readonly string[];
  onChange: (value: string[]) => void;
  onBlur?: (() => void) | undefined;
  placeholder?: string;
  id?: string | undefined;
  "aria-labelledby"?: string | undefined;
  "aria-label"?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
}

/** Pasted text keeps its line breaks, which an input would drop. */
function pasteEscaped(event: ClipboardEvent<HTMLInputElement>, set: (text: string) => void) {
  const pasted = event.clipboardData.getData("text");
  if (escapeText(pasted) === pasted) return;
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  const [start, end] = [selectionStart ?? value.length, selectionEnd ?? value.length];
  set(value.slice(0, start) + escapeText(pasted) + value.slice(end));
}

/** The input's text, and how its keys change the list. */
function useEntry(value: readonly string[], onChange: ChipsProps["onChange"]) {
  const [text, setText] = useState("");
  const add = () => {
    if (text === "") return;
    onChange([...value, unescapeText(text)]);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      // Enter must not submit the form.
      event.preventDefault();
      add();
    }
    if (event.key === "Backspace" && text === "" && value.length > 0) {
      event.preventDefault();
      setText(escapeText(value.at(-1) ?? ""));
      onChange(value.slice(0, -1));
    }
  };
  return { text, setText, add, onKeyDown };
}

/**
 * A list of short texts, each kept exactly: spaces count, and a newline is shown and typed as `\n`.
 * Enter or leaving the input adds an item; Backspace in the empty input edits the last one.
 */
export function Chips({ value, onChange, onBlur, placeholder, ...control }: ChipsProps) {
  const { text, setText, add, onKeyDown } = useEntry(value, onChange);
  const box = useRef<HTMLInputElement>(null);
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-md border border-field bg-panel p-1 has-aria-invalid:border-danger">
      {value.map((item, index) => (
        <Chip
          // Items can be equal until validation reports it.
          key={`${index} ${item}`}
          text={item}
          onRemove={() => {
            onChange(value.filter((_, at) => at !== index));
            box.current?.focus();
          }}
        />
      ))}
      <input
        {...control}
        ref={box}
        dir="auto"
        value={text}
        autoComplete="off"
        spellCheck={false}
        placeholder={value.length === 0 ? placeholder : undefined}
        className="h-6 min-w-24 grow rounded-sm bg-transparent px-1.5 max-sm:text-base"
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => pasteEscaped(event, setText)}
        onBlur={() => {
          add();
          onBlur?.();
        }}
      />
    </div>
  );
}

function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  const shown = escapeText(text);
  return (
    <span className="inline-flex max-w-full items-center rounded bg-hover font-mono text-xs">
      <span className="min-w-0 px-1.5 py-0.5 [overflow-wrap:anywhere] whitespace-pre-wrap">
        {shown}
      </span>
      <button
        type="button"
        className="inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:text-ink"
        onClick={onRemove}
      >
        <X aria-hidden className="size-3.5" />
        <span className="sr-only">Remove “{shown}”</span>
      </button>
    </span>
  );
}
