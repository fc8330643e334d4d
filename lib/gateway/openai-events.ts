import { asObject, isObject, objectAt } from "@/lib/objects";
import {
  type EngineEvent,
  finishReason,
  type Timings,
  type TokenLogprob,
  type Usage,
} from "./events";

type Fields = Readonly<Record<string, unknown>>;

function numberAt(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** A member that is a text; empty for anything else. */
export function textAt(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

/** The tokens that were used; undefined if the engine does not say. */
export function usageOf(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const counted = [numberAt(value, "prompt_tokens"), numberAt(value, "completion_tokens")];
  if (counted.every((count) => count === undefined)) return undefined;
  const [prompt = 0, completion = 0] = counted;
  const cached = numberAt(objectAt(value, "prompt_tokens_details"), "cached_tokens");
  const reasoning = numberAt(objectAt(value, "completion_tokens_details"), "reasoning_tokens");
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: numberAt(value, "total_tokens") ?? prompt + completion,
    ...(cached === undefined ? {} : { prompt_tokens_details: { cached_tokens: cached } }),
    ...(reasoning === undefined
      ? {}
      : { completion_tokens_details: { reasoning_tokens: reasoning } }),
  };
}

/** llama.cpp's timings. */
function timingsOf(value: unknown): Timings | undefined {
  if (!isObject(value)) return undefined;
  const speed = numberAt(value, "predicted_per_second");
  const ms = (numberAt(value, "prompt_ms") ?? 0) + (numberAt(value, "predicted_ms") ?? 0);
  return { engine_ms: ms, ...(speed === undefined ? {} : { tokens_per_second: speed }) };
}

/** An error in any of the forms that engines use; undefined if the value is none. */
export function errorIn(value: unknown): Extract<EngineEvent, { type: "error" }> | undefined {
  const fields = asObject(value);
  const isError =
    fields.object === "error" || (fields.error !== undefined && fields.error !== null);
  if (!isError) return undefined;
  const inner = isObject(fields.error) ? fields.error : fields;
  const text = typeof fields.error === "string" ? fields.error : textAt(inner, "message");
  const status = numberAt(inner, "code") ?? numberAt(inner, "status_code") ?? null;
  const code = textAt(inner, "type") || textAt(inner, "code") || null;
  return { type: "error", message: text || "The engine reported an error.", status, code };
}

/** The tokens of a list that have a probability; undefined if there is no list. */
export function logprobsIn(list: unknown): readonly TokenLogprob[] | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined;
  return list.filter(
    (entry): entry is TokenLogprob => isObject(entry) && typeof entry.logprob === "number",
  );
}

function toolCallEvents(delta: Fields, choice: number): EngineEvent[] {
  if (!Array.isArray(delta.tool_calls)) return [];
  return delta.tool_calls.filter(isObject).map((call, position): EngineEvent => {
    const called = objectAt(call, "function");
    // A whole call may have its arguments as an object.
    const given = called.arguments;
    const [id, name] = [textAt(call, "id"), textAt(called, "name")];
    return {
      type: "tool_call",
      choice,
      call: numberAt(call, "index") ?? position,
      ...(id ? { id } : {}),
      ...(name ? { name } : {}),
      arguments: isObject(given) ? JSON.stringify(given) : textAt(called, "arguments"),
    };
  });
}

/** A text, or the texts of a list of parts. */
function textIn(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => textAt(asObject(part), "text")).join("");
}

/** The reasoning of Mistral's models, which is in parts of the content. */
function thoughtIn(content: unknown): string {
  if (!Array.isArray(content)) return "";
  return content.map((part) => textIn(asObject(part).thinking)).join("");
}

function choiceEvents(choice: Fields): EngineEvent[] {
  const events: EngineEvent[] = [];
  const index = numberAt(choice, "index") ?? 0;
  // `message` is a whole answer: some servers ignore `stream`. `text` is of `/v1/completions`.
  const delta = asObject(choice.delta ?? choice.message);
  const thought =
    textAt(delta, "reasoning_content") || textAt(delta, "reasoning") || thoughtIn(delta.content);
  if (thought) events.push({ type: "reasoning", choice: index, text: thought });
  const text = textIn(delta.content) || textAt(choice, "text");
  const logprobs = logprobsIn(objectAt(choice, "logprobs").content);
  if (text || logprobs) {
    events.push({ type: "text", choice: index, text, ...(logprobs ? { logprobs } : {}) });
  }
  const refusal = textAt(delta, "refusal");
  if (refusal) events.push({ type: "refusal", choice: index, text: refusal });
  events.push(...toolCallEvents(delta, index));
  const { finish_reason } = choice;
  if (typeof finish_reason === "string") {
    events.push({ type: "finish", choice: index, reason: finishReason(finish_reason) });
  }
  return events;
}

/** The events in one chunk of OpenAI's stream. */
export function openAiEvents(chunk: unknown): EngineEvent[] {
  const failed = errorIn(chunk);
  if (failed) return [failed];
  const { choices, usage, timings } = asObject(chunk);
  const events: EngineEvent[] = Array.isArray(choices)
    ? choices.flatMap((choice) => choiceEvents(asObject(choice)))
    : [];
  const used = usageOf(usage);
  if (used) events.push({ type: "usage", usage: used });
  const timed = timingsOf(timings);
  if (timed) events.push({ type: "timings", timings: timed });
  return events;
}
