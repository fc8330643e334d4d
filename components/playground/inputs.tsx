"use client";

import { Plus, X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Input as TextInput, Select, TextArea } from "@/components/ui/form";
import type { ChatInput, Input } from "@/lib/playground/schema";

interface InputEditorProps {
  input: Input;
  onChange: (input: Input) => void;
}

/** What is sent: a conversation, texts, a query with documents, or a prompt. */
export function InputEditor({ input, onChange }: InputEditorProps) {
  if ("messages" in input) {
    return (
      <Conversation messages={input.messages} onChange={(messages) => onChange({ messages })} />
    );
  }
  if ("input" in input) {
    return (
      <TextList
        label="Text"
        texts={input.input}
        least={2}
        onChange={(texts) => onChange({ input: texts })}
      />
    );
  }
  if ("prompt" in input) {
    return <PromptBox prompt={input.prompt} onChange={(prompt) => onChange({ prompt })} />;
  }
  const { query, documents } = input;
  return (
    <>
      <Labelled label="Query">
        {(id) => (
          <TextInput
            id={id}
            value={query}
            onChange={({ target }) => onChange({ query: target.value, documents })}
          />
        )}
      </Labelled>
      <TextList
        label="Document"
        texts={documents}
        least={1}
        onChange={(texts) => onChange({ query, documents: texts })}
      />
    </>
  );
}

interface LabelledProps {
  label: string;
  children: (id: string) => ReactNode;
}

function Labelled({ label, children }: LabelledProps) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

interface PromptBoxProps {
  prompt: string;
  onChange: (prompt: string) => void;
}

function PromptBox({ prompt, onChange }: PromptBoxProps) {
  return (
    <Labelled label="Prompt">
      {(id) => (
        <TextArea
          id={id}
          className="max-h-80 min-h-20"
          value={prompt}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Labelled>
  );
}

interface ConversationProps {
  messages: readonly ChatInput[];
  onChange: (messages: ChatInput[]) => void;
}

/** A prompt alone, or a conversation with a role for each message. */
function Conversation({ messages, onChange }: ConversationProps) {
  const list = useRef<HTMLOListElement>(null);
  const count = useRef(messages.length);
  useEffect(() => {
    // What is added is written next.
    const isLonger = messages.length > count.current;
    count.current = messages.length;
    if (isLonger) list.current?.querySelector<HTMLElement>("li:last-child textarea")?.focus();
  }, [messages.length]);
  const [first] = messages;
  if (messages.length === 1 && first?.role === "user") {
    const prompt = (content: string) => onChange([{ role: "user", content }]);
    return <PromptBox prompt={first.content} onChange={prompt} />;
  }
  return (
    <ol ref={list} aria-label="Conversation" className="grid gap-2">
      {messages.map((message, index) => (
        <MessageRow
          key={index}
          message={message}
          number={index + 1}
          onChange={(next) => onChange(messages.map((each, at) => (at === index ? next : each)))}
          onRemove={() => onChange(messages.filter((_, at) => at !== index))}
        />
      ))}
    </ol>
  );
}

const ROLES = { user: "You", assistant: "Model", system: "System" } as const;

function isRole(value: string): value is keyof typeof ROLES {
  return value in ROLES;
}

interface MessageRowProps {
  message: ChatInput;
  number: number;
  onChange: (message: ChatInput) => void;
  onRemove: () => void;
}

function MessageRow({ message, number, onChange, onRemove }: MessageRowProps) {
  return (
    <li className="flex min-w-0 flex-wrap items-start justify-between gap-2">
      <Select
        aria-label={`Role of message ${number}`}
        className="w-24!"
        value={message.role}
        onChange={({ target }) => {
          if (isRole(target.value)) onChange({ ...message, role: target.value });
        }}
      >
        {Object.entries(ROLES).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <TextArea
        aria-label={`Message ${number}`}
        className="order-last max-h-60 w-full! @md:order-none @md:w-auto! @md:grow @md:basis-0"
        value={message.content}
        onChange={({ target }) => onChange({ ...message, content: target.value })}
      />
      <RemoveButton what={`message ${number}`} isDisabled={false} onRemove={onRemove} />
    </li>
  );
}

interface TextListProps {
  /** Of one text. */
  label: string;
  texts: readonly string[];
  /** Texts that always stay. */
  least: number;
  onChange: (texts: string[]) => void;
}

function TextList({ label, texts, least, onChange }: TextListProps) {
  return (
    <div className="grid gap-2">
      <ol aria-label={`${label}s`} className="grid gap-2">
        {texts.map((text, index) => (
          <li key={index} className="flex min-w-0 items-start gap-2">
            <span aria-hidden className="w-5 pt-1.5 text-right text-xs text-muted tabular-nums">
              {index + 1}
            </span>
            <TextArea
              aria-label={`${label} ${index + 1}`}
              rows={1}
              value={text}
              onChange={({ target }) =>
                onChange(texts.map((each, at) => (at === index ? target.value : each)))
              }
            />
            <RemoveButton
              what={`${label.toLowerCase()} ${index + 1}`}
              isDisabled={texts.length <= least}
              onRemove={() => onChange(texts.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      <Button
        variant="ghost"
        className="justify-self-start"
        onClick={() => onChange([...texts, ""])}
      >
        <Plus aria-hidden />
        Add {label.toLowerCase()}
      </Button>
    </div>
  );
}

interface RemoveButtonProps {
  what: string;
  isDisabled: boolean;
  onRemove: () => void;
}

function RemoveButton({ what, isDisabled, onRemove }: RemoveButtonProps) {
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={`Remove ${what}`}
      disabled={isDisabled}
      onClick={onRemove}
    >
      <X aria-hidden />
    </Button>
  );
}
