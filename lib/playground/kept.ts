import type { KeptRequest } from "@/lib/kept/schema";
import { asObject, isObject } from "@/lib/objects";
import type { TaskKind } from "@/lib/registry/types";
import { ENDPOINT_OF } from "./requests";
import type { ChatInput, Input } from "./schema";

/** A text of a kept request, and what it is or who said it. */
export interface Turn {
  label: string;
  text: string;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function partText(part: unknown): string {
  const { text, image_url, input_audio } = asObject(part);
  const shown = [text, asObject(image_url).url, image_url, asObject(input_audio).data];
  return shown.find((each) => typeof each === "string") ?? "";
}

function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map(partText).join("\n") : "";
}

function callText(call: unknown): string {
  const { name, arguments: given } = asObject(asObject(call).function);
  return `${String(name)}(${String(given)})`;
}

function messagesIn({ request }: KeptRequest) {
  const { messages } = request;
  return Array.isArray(messages) ? messages.filter(isObject) : [];
}

const ROLES: Readonly<Record<string, string>> = {
  system: "System",
  developer: "System",
  user: "User",
  assistant: "Model",
  tool: "Tool",
};

function turnOf({ role, content, tool_calls }: Readonly<Record<string, unknown>>): Turn {
  const calls = Array.isArray(tool_calls) ? tool_calls.map(callText) : [];
  const text = [contentText(content), ...calls].filter((each) => each !== "").join("\n");
  return { label: ROLES[String(role)] ?? String(role), text };
}

/** What was asked, in order. */
export function turnsOf(kept: KeptRequest): Turn[] {
  const { prompt, query, input, documents } = kept.request;
  const numbered = (label: string, list: unknown) =>
    textsIn(list).map((text, index) => ({ label: `${label} ${index + 1}`, text }));
  return [
    ...messagesIn(kept).map(turnOf),
    ...(typeof prompt === "string" ? [{ label: "Prompt", text: prompt }] : []),
    ...(typeof query === "string" ? [{ label: "Query", text: query }] : []),
    ...numbered("Text", input),
    ...numbered("Document", documents),
  ];
}

/** The start of what was asked last, in one line; for a list. */
export function headlineOf(kept: KeptRequest): string {
  const turns = turnsOf(kept);
  const isChat = messagesIn(kept).length > 0;
  const asked = isChat ? turns.findLast(({ label }) => label === "User") : turns[0];
  const line = (asked ?? turns.at(-1))?.text.replace(/\s+/g, " ").trim();
  return line === undefined || line === "" ? "(no text)" : line;
}

const INPUT_ROLES: Readonly<Record<string, ChatInput["role"]>> = {
  system: "system",
  developer: "system",
  user: "user",
  assistant: "assistant",
};

/** The texts of a message, without the notes on its files. */
function typedText(content: unknown): string {
  if (!Array.isArray(content)) return contentText(content);
  return content
    .filter((part) => asObject(part).type === "text")
    .map(partText)
    .join("\n");
}

/** The messages that the playground can send: those with a text, without files and calls of tools. */
function chatInputOf(kept: KeptRequest): Input | null {
  const messages = messagesIn(kept).flatMap(({ role, content }): ChatInput[] => {
    const known = INPUT_ROLES[String(role)];
    const text = typedText(content);
    return known && text !== "" ? [{ role: known, content: text }] : [];
  });
  return messages.length > 0 ? { messages } : null;
}

/** A kept request as the input of a task of a kind; null if it is for another kind. */
export function inputOf(kept: KeptRequest, kind: TaskKind): Input | null {
  const { prompt, query, input, documents } = kept.request;
  const isCompletion = kind === "text" && kept.path === "/v1/completions";
  if (isCompletion && typeof prompt === "string") {
    return { messages: [{ role: "user", content: prompt }] };
  }
  if (kept.path !== ENDPOINT_OF[kind]) return null;
  switch (kind) {
    case "text":
      return chatInputOf(kept);
    case "embedding":
      return textsIn(input).length > 0 ? { input: textsIn(input) } : null;
    case "reranking":
      return typeof query === "string" ? { query, documents: textsIn(documents) } : null;
    case "image":
      return typeof prompt === "string" ? { prompt } : null;
  }
}
