import { ENGINES, type Engine } from "@/lib/registry/engines";
import { FACTS } from "./facts";
import type { Report } from "./report";
import type {
  ChatMessage,
  ChatRequest,
  CompletionRequest,
  EmbeddingRequest,
  ImageRequest,
  RerankRequest,
  Tool,
} from "./request-schema";
import { textOf } from "./system-prompt";
import { type Json, withoutEmpty } from "./wire-values";

/** What a request to an engine is made of, beside the caller's members. */
export interface BuildOptions {
  engine: Engine;
  /** The engine's name for the model. */
  model: string;
  /** Members that the effective values become. */
  values: Json;
  /** Asks for the logarithm of each token's probability: for the caller, the guard, or neither. */
  logprobs: boolean;
  /** Members that the engine has refused before. */
  refused: ReadonlySet<string>;
}

type Part = Extract<ChatMessage["content"], readonly unknown[]>[number];

function partOf(part: Part): Json {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text };
    case "image_url": {
      const { url, detail } = part.image_url;
      return { type: "image_url", image_url: withoutEmpty({ url, detail }) };
    }
    case "input_audio": {
      const { data, format } = part.input_audio;
      return { type: "input_audio", input_audio: { data, format } };
    }
  }
}

function assistantMessage(
  message: Extract<ChatMessage, { role: "assistant" }>,
  engine: Engine,
): Json {
  const { content, name, tool_calls, reasoning_content, reasoning } = message;
  const calls = tool_calls?.map(({ id, function: called }) => ({
    id,
    type: "function",
    function: { name: called.name, arguments: called.arguments },
  }));
  const member = FACTS[engine].reasoning;
  const thought = reasoning_content ?? reasoning;
  return {
    role: "assistant",
    content: content === null || content === undefined ? null : textOf(content),
    ...withoutEmpty({ name, tool_calls: calls?.length ? calls : null }),
    ...(member && thought ? { [member]: thought } : {}),
  };
}

function messageOf(message: ChatMessage, engine: Engine): Json {
  switch (message.role) {
    case "assistant":
      return assistantMessage(message, engine);
    case "tool": {
      const { content, tool_call_id } = message;
      return { role: "tool", tool_call_id, content: textOf(content) };
    }
    case "user": {
      const { content, name } = message;
      const parts = typeof content === "string" ? content : content.map(partOf);
      return { role: "user", content: parts, ...withoutEmpty({ name }) };
    }
    case "system":
    case "developer": {
      const role = FACTS[engine].developer ? message.role : "system";
      return { role, content: textOf(message.content), ...withoutEmpty({ name: message.name }) };
    }
  }
}

/** The function of a tool, without members that no engine knows. */
export function functionOf({ function: { name, description, parameters, strict } }: Tool): Json {
  return withoutEmpty({ name, description, parameters, strict });
}

function toolMembers(body: ChatRequest, engine: Engine): Json {
  const { tools, tool_choice, parallel_tool_calls } = body;
  if (!tools?.length) return {};
  const isNamed = typeof tool_choice === "object" && tool_choice !== null;
  return withoutEmpty({
    tools: tools.map((tool) => ({ type: "function", function: functionOf(tool) })),
    tool_choice: isNamed
      ? { type: "function", function: { name: tool_choice.function.name } }
      : tool_choice,
    parallel_tool_calls: FACTS[engine].parallelToolCalls ? parallel_tool_calls : null,
  });
}

function formatOf({ response_format }: ChatRequest): Json | null {
  if (!response_format || response_format.type === "text") return null;
  if (response_format.type === "json_object") return { type: "json_object" };
  const { name, description, schema, strict } = response_format.json_schema;
  return {
    type: "json_schema",
    json_schema: withoutEmpty({ name, description, schema, strict }),
  };
}

/** Preferences of the caller that the engine has no member for. */
export function dropPreferences(
  body: Pick<ChatRequest, "logit_bias"> & { parallel_tool_calls?: boolean | null | undefined },
  engine: Engine,
  report: Report,
): void {
  const { logitBias, parallelToolCalls } = FACTS[engine];
  const drop = (name: string, value: unknown) => {
    const message = `${ENGINES[engine].label} has no such setting; not sent.`;
    report.dropped.push({ name, value, source: "caller", code: "not_taken", message });
  };
  if (body.logit_bias && !logitBias) drop("logit_bias", body.logit_bias);
  const { parallel_tool_calls: parallel } = body;
  if (typeof parallel === "boolean" && !parallelToolCalls) drop("parallel_tool_calls", parallel);
}

/** Answers are always streamed, but by engines that cannot. */
export function streaming(refused: ReadonlySet<string>): Json {
  return { stream: !refused.has("stream") };
}

function usageMembers(refused: ReadonlySet<string>): Json {
  if (refused.has("stream") || refused.has("stream_options")) return {};
  return { stream_options: { include_usage: true } };
}

/** The body of `/v1/chat/completions`. */
export function openAiChat(
  body: ChatRequest,
  messages: readonly ChatMessage[],
  { engine, model, values, logprobs, refused }: BuildOptions,
): Json {
  const wanted = logprobs && !refused.has("logprobs");
  return {
    model,
    messages: messages.map((message) => messageOf(message, engine)),
    ...streaming(refused),
    ...usageMembers(refused),
    ...values,
    ...toolMembers(body, engine),
    ...withoutEmpty({
      response_format: formatOf(body),
      n: (body.n ?? 1) > 1 ? body.n : null,
      logit_bias: FACTS[engine].logitBias ? body.logit_bias : null,
    }),
    // Without a number, llama.cpp sends 20 alternatives of each token.
    ...(wanted
      ? { logprobs: true, top_logprobs: body.logprobs ? (body.top_logprobs ?? 0) : 0 }
      : {}),
  };
}

/** The body of `/v1/completions`. */
export function openAiCompletion(
  body: CompletionRequest,
  { engine, model, values, refused }: BuildOptions,
): Json {
  return {
    model,
    prompt: body.prompt,
    ...streaming(refused),
    ...usageMembers(refused),
    ...values,
    ...withoutEmpty({
      suffix: body.suffix,
      n: (body.n ?? 1) > 1 ? body.n : null,
      logit_bias: FACTS[engine].logitBias ? body.logit_bias : null,
    }),
  };
}

/** The body of `/v1/embeddings`; the gateway encodes base64 itself. */
export function openAiEmbeddings(body: EmbeddingRequest, { model, values }: BuildOptions): Json {
  const { input, dimensions } = body;
  return { model, input, encoding_format: "float", ...withoutEmpty({ dimensions }), ...values };
}

/** The body of `/v1/rerank`. */
export function rerankBody(body: RerankRequest, { model, values }: BuildOptions): Json {
  const { query, documents, top_n } = body;
  return { model, query, documents, ...withoutEmpty({ top_n }), ...values };
}

/** The body of `/v1/images/generations`. */
export function imageBody(body: ImageRequest, { engine, model, values }: BuildOptions): Json {
  const format = FACTS[engine].imageFormat ? { response_format: "b64_json" } : {};
  return { model, prompt: body.prompt, ...withoutEmpty({ n: body.n }), ...format, ...values };
}
