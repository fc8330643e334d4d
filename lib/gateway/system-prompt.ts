import type { PromptMode } from "@/lib/actor";
import type { Report } from "./report";
import type { ChatMessage } from "./request-schema";

type Content = Exclude<ChatMessage["content"], null | undefined>;

/** The text of a message; its parts are joined by line breaks. */
export function textOf(content: Content | null | undefined): string {
  if (typeof content === "string") return content;
  return (content ?? []).flatMap((part) => (part.type === "text" ? part.text : [])).join("\n");
}

function isSystem({ role }: ChatMessage): boolean {
  return role === "system" || role === "developer";
}

/** The caller's leading system and developer messages, and the rest. */
function split(messages: readonly ChatMessage[]) {
  const index = messages.findIndex((message) => !isSystem(message));
  const end = index === -1 ? messages.length : index;
  return { leading: messages.slice(0, end), rest: messages.slice(end) };
}

interface Options {
  mode: PromptMode;
  /** The engine takes several system messages, so that the caller's keep their role. */
  keepsRoles: boolean;
}

/**
 * The messages with the profile's prompt: first the prompt, then a blank line and the caller's leading
 * system messages, as one message. Without a text there is none. Later system messages stay.
 */
export function withPrompt(
  messages: readonly ChatMessage[],
  prompt: string,
  { mode, keepsRoles }: Options,
  report: Report,
): ChatMessage[] {
  const { leading, rest } = split(messages);
  if (rest.some(isSystem)) {
    const message = "System messages after the first other message stay in their place.";
    report.warnings.push({ code: "system_message_later", message });
  }
  if (mode === "profile_only" && leading.length > 0) {
    const message = "The API key allows the profile's prompt only.";
    report.dropped.push({
      name: "messages",
      value: "•••",
      source: "caller",
      code: "prompt",
      message,
    });
  }
  const own =
    mode === "profile_only" ? [] : leading.filter(({ content }) => textOf(content) !== "");
  const first = mode === "if_absent" && own.length > 0 ? "" : prompt;
  const system = (content: string): ChatMessage => ({ role: "system", content });
  if (keepsRoles) return [...(first === "" ? [] : [system(first)]), ...own, ...rest];
  const texts = [first, ...own.map(({ content }) => textOf(content))].filter((text) => text !== "");
  return [...(texts.length > 0 ? [system(texts.join("\n\n"))] : []), ...rest];
}
