/** Why an answer ended, in OpenAI's words. */
export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter";

/** One token's probability; further members such as `top_logprobs` stay as the engine sent them. */
export interface TokenLogprob {
  token: string;
  logprob: number;
  [name: string]: unknown;
}

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details?: { cached_tokens: number };
  completion_tokens_details?: { reasoning_tokens: number };
}

/** What an engine tells of its own work. */
export interface Timings {
  engine_ms?: number;
  tokens_per_second?: number;
  load_ms?: number;
}

/** What an engine's stream consists of, whatever its protocol. */
export type EngineEvent =
  | { type: "text"; choice: number; text: string; logprobs?: readonly TokenLogprob[] }
  | { type: "reasoning"; choice: number; text: string }
  | { type: "refusal"; choice: number; text: string }
  | {
      type: "tool_call";
      choice: number;
      /** The position of the call among those of the answer. */
      call: number;
      id?: string;
      name?: string;
      arguments: string;
    }
  | { type: "finish"; choice: number; reason: FinishReason }
  | { type: "usage"; usage: Usage }
  | { type: "timings"; timings: Timings }
  /** The whole answer of an endpoint that does not stream. */
  | { type: "json"; body: unknown }
  | { type: "done" }
  | { type: "error"; message: string; status: number | null; code: string | null };

/** Whether more is wanted; a promise holds the rest back until it resolves. */
export type Taken = boolean | Promise<boolean>;

/** Takes what arrives at once. It may throw, which ends the answer. */
export type Taker<T> = (items: T[]) => Taken;

const OUTPUTS: ReadonlySet<EngineEvent["type"]> = new Set([
  "text",
  "reasoning",
  "refusal",
  "tool_call",
  "finish",
  "json",
]);

/** True for what a client waits for; roles, usage and the end do not count. */
export function isOutput({ type }: EngineEvent): boolean {
  return OUTPUTS.has(type);
}

const REASONS: Readonly<Record<string, FinishReason>> = {
  length: "length",
  max_tokens: "length",
  // Mistral's.
  model_length: "length",
  content_filter: "content_filter",
  tool_calls: "tool_calls",
  function_call: "tool_calls",
};

/** An engine's reason as one of the four; whatever is not known is a stop. */
export function finishReason(reason: unknown): FinishReason {
  return typeof reason === "string" ? (REASONS[reason] ?? "stop") : "stop";
}
