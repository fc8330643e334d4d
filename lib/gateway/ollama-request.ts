import { AppError, fault } from "@/lib/errors";
import { isObject } from "@/lib/objects";
import { type BuildOptions, functionOf, streaming } from "./openai-request";
import type {
  ChatMessage,
  ChatRequest,
  CompletionRequest,
  EmbeddingRequest,
} from "./request-schema";
import { textOf } from "./system-prompt";
import { type Json, withoutEmpty } from "./wire-values";

type ToolCall = NonNullable<Extract<ChatMessage, { role: "assistant" }>["tool_calls"]>[number];

/** Ollama takes the arguments as an object. @throws 400 if they are none */
function toolCallOf(call: ToolCall, path: readonly (string | number)[]): Json {
  const { name, arguments: text } = call.function;
  try {
    const parsed: unknown = text.trim() === "" ? {} : JSON.parse(text);
    if (isObject(parsed)) return { id: call.id, function: { name, arguments: parsed } };
  } catch {
    // Reported below.
  }
  const at = [...path, "function", "arguments"];
  const detail = "The arguments of a tool call must be a JSON object.";
  throw new AppError("validation_failed", detail, {
    errors: [fault(at, "invalid_value", "must be a JSON object as text")],
  });
}

/** The images of a message, without the start of their data: URLs. */
function imagesOf(content: ChatMessage["content"]): string[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap((part) =>
    part.type === "image_url" ? part.image_url.url.replace(/^data:[^,]*,/, "") : [],
  );
}

/** The name of the tool that was called with an id. */
function toolName(messages: readonly ChatMessage[], id: string): string | undefined {
  for (const message of messages) {
    if (message.role !== "assistant") continue;
    const call = message.tool_calls?.find((each) => each.id === id);
    if (call) return call.function.name;
  }
  return undefined;
}

function messageOf(message: ChatMessage, index: number, all: readonly ChatMessage[]): Json {
  const content = textOf(message.content);
  switch (message.role) {
    case "system":
    case "developer":
      return { role: "system", content };
    case "user": {
      const images = imagesOf(message.content);
      return { role: "user", content, ...(images.length > 0 ? { images } : {}) };
    }
    case "assistant": {
      const calls = message.tool_calls?.map((call, at) =>
        toolCallOf(call, ["messages", index, "tool_calls", at]),
      );
      const thinking = message.reasoning_content ?? message.reasoning;
      const tool_calls = calls?.length ? calls : null;
      return { role: "assistant", content, ...withoutEmpty({ thinking, tool_calls }) };
    }
    case "tool": {
      const { tool_call_id } = message;
      const tool_name = toolName(all, tool_call_id);
      return { role: "tool", content, tool_call_id, ...withoutEmpty({ tool_name }) };
    }
  }
}

function formatOf({ response_format }: ChatRequest): unknown {
  if (!response_format || response_format.type === "text") return null;
  return response_format.type === "json_object"
    ? "json"
    : (response_format.json_schema.schema ?? "json");
}

/** An overlong prompt is an error; by default Ollama drops the oldest messages without a word. */
const WHOLE = { truncate: false, shift: false } as const;

/** The body of `/api/chat`. */
export function ollamaChat(
  body: ChatRequest,
  messages: readonly ChatMessage[],
  options: BuildOptions,
): Json {
  const { model, logprobs } = options;
  const tools = body.tool_choice === "none" ? [] : (body.tools ?? []);
  return {
    model,
    messages: messages.map(messageOf),
    ...streaming(options.refused),
    ...WHOLE,
    ...options.values,
    ...withoutEmpty({
      tools:
        tools.length > 0
          ? tools.map((tool) => ({ type: "function", function: functionOf(tool) }))
          : null,
      format: formatOf(body),
    }),
    ...(logprobs
      ? { logprobs: true, top_logprobs: body.logprobs ? (body.top_logprobs ?? 0) : 0 }
      : {}),
  };
}

/** The body of `/api/generate`: the prompt goes to the model as it is, without a template. */
export function ollamaCompletion(body: CompletionRequest, options: BuildOptions): Json {
  const { model } = options;
  const { prompt, suffix } = body;
  // With a suffix, the model's template places both.
  const raw = suffix ? { suffix } : { raw: true };
  return { model, prompt, ...streaming(options.refused), ...WHOLE, ...raw, ...options.values };
}

/** The body of `/api/embed`. */
export function ollamaEmbeddings(body: EmbeddingRequest, options: BuildOptions): Json {
  const { input, dimensions } = body;
  const own = withoutEmpty({ dimensions });
  return { model: options.model, input, truncate: false, ...own, ...options.values };
}
