"use client";

import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";
import { escaped, unescaped } from "./escapes";

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

/** What is pasted keeps its line breaks, which a box of one line would drop. */
function pasteEscaped(event: ClipboardEvent<HTMLInputElement>, set: (text: string) => void) {
  const pasted = event.clipboardData.getData("text");
  if (escaped(pasted) === pasted) return;
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  const [start, end] = [selectionStart ?? value.length, selectionEnd ?? value.length];
  set(value.slice(0, start) + escaped(pasted) + value.slice(end));
}

/** The box's text, and what its keys do with the list. */
function useEntry(value: readonly string[], onChange: ChipsProps["onChange"]) {
  const [text, setText] = useState("");
  const add = () => {
    if (text === "") return;
    onChange([...value, unescaped(text)]);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      // The form is not sent by it.
      event.preventDefault();
      add();
    }
    if (event.key === "Backspace" && text === "" && value.length > 0) {
      event.preventDefault();
      setText(escaped(value.at(-1) ?? ""));
      onChange(value.slice(0, -1));
    }
  };
  return { text, setText, add, onKeyDown };
}

/**
 * Short texts, each kept exactly: spaces count, a newline is shown and typed as `\n`. Enter adds what
 * was typed, and so does leaving; Backspace in the empty box takes the last one back into it.
 */
export function Chips({ value, onChange, onBlur, placeholder, ...control }: ChipsProps) {
  const { text, setText, add, onKeyDown } = useEntry(value, onChange);
  const box = useRef<HTMLInputElement>(null);
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-md border border-field bg-panel p-1 has-aria-invalid:border-danger">
      {value.map((item, index) => (
        <Chip
          // The same text can stand there twice until that is told as a fault.
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
  const shown = escaped(text);
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
