import type { Engine } from "@/lib/registry/engines";

/** A piece of an answer. */
export type Piece =
  | { text: string; logprob?: number }
  | { reasoning: string }
  /** A call that arrives in several parts, but of Ollama, which sends whole calls. */
  | { tool: string; id?: string; arguments: string[] };

/** What a stand-in answers, and how badly. */
export interface Script {
  pieces: readonly Piece[];
  /** How the answer ends: as it should, with an error, a cut connection, without a word, or never. */
  end?: "complete" | "error" | "cut" | "early" | "silence";
  reason?: "stop" | "length";
  hasUsage?: boolean;
  /** Compresses although nobody asked. */
  gzip?: boolean;
  /** Sends every event in two halves. */
  halves?: boolean;
  /** Milliseconds before the first byte. */
  delay?: number;
  /** Instead of an answer. */
  refusal?: { status: number; message: string; headers?: Record<string, string> };
}

export const HELLO: Script = { pieces: [{ text: "Hel" }, { text: "lo" }] };

const USAGE = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };
const ID = "engine-answer";

type Json = Record<string, unknown>;

function reasoningName(kind: Engine): string {
  return kind === "vllm" ? "reasoning" : "reasoning_content";
}

/** The chunks of OpenAI's stream for one piece. */
function openAiDeltas(kind: Engine, piece: Piece, index: number): Json[] {
  if ("text" in piece) {
    const { text, logprob } = piece;
    const logprobs = { content: [{ token: text, logprob, top_logprobs: [] }] };
    return [{ delta: { content: text }, ...(logprob === undefined ? {} : { logprobs }) }];
  }
  if ("reasoning" in piece) return [{ delta: { [reasoningName(kind)]: piece.reasoning } }];
  const { tool, id, arguments: parts } = piece;
  const first = { index, ...(id ? { id } : {}), type: "function" };
  return parts.map((part, at) => ({
    delta: {
      tool_calls: [
        at === 0
          ? { ...first, function: { name: tool, arguments: part } }
          : { index, function: { arguments: part } },
      ],
    },
  }));
}

function positions(pieces: readonly Piece[]): number[] {
  let calls = 0;
  return pieces.map((piece) => ("tool" in piece ? calls++ : 0));
}

function openAiChunk(kind: Engine, choices: Json[], more: Json = {}): Json {
  // llama.cpp tells its own alias, whatever was requested.
  const model = kind === "llama_cpp" ? "alias.gguf" : "engine-model";
  return { id: ID, object: "chat.completion.chunk", created: 1, model, choices, ...more };
}

function openAiEvents(
  kind: Engine,
  { pieces, reason, hasUsage = true }: Script,
  isRaw: boolean,
): Json[] {
  const at = positions(pieces);
  const deltas = pieces.flatMap((piece, position) => openAiDeltas(kind, piece, at[position] ?? 0));
  const hasCalls = pieces.some((piece) => "tool" in piece);
  const finish_reason = reason ?? (hasCalls ? "tool_calls" : "stop");
  const timings = { prompt_ms: 10, predicted_ms: 90, predicted_per_second: 55.5 };
  const more = kind === "llama_cpp" ? { timings } : {};
  const raw = ({ delta }: Json) => ({ text: (delta as Json).content ?? "" });
  return [
    ...(isRaw
      ? []
      : [openAiChunk(kind, [{ index: 0, delta: { role: "assistant", content: null } }])]),
    ...deltas.map((delta) =>
      openAiChunk(kind, [{ index: 0, finish_reason: null, ...(isRaw ? raw(delta) : delta) }]),
    ),
    openAiChunk(kind, [{ index: 0, delta: {}, finish_reason }]),
    ...(hasUsage ? [openAiChunk(kind, [], { usage: USAGE, ...more })] : []),
  ];
}

function ollamaLines({ pieces, reason = "stop", hasUsage = true }: Script, isRaw: boolean): Json[] {
  const head = { model: "engine-model", created_at: "2026-01-01T00:00:00Z" };
  let calls = 0;
  const lines = pieces.map((piece): Json => {
    if ("text" in piece) {
      const { text, logprob } = piece;
      const logprobs = logprob === undefined ? {} : { logprobs: [{ token: text, logprob }] };
      const said = isRaw ? { response: text } : { message: { role: "assistant", content: text } };
      return { ...head, ...said, done: false, ...logprobs };
    }
    if ("reasoning" in piece) {
      return { ...head, message: { role: "assistant", content: "", thinking: piece.reasoning } };
    }
    const index = calls++;
    const called = {
      index,
      name: piece.tool,
      arguments: JSON.parse(piece.arguments.join("")) as unknown,
    };
    const call = { ...(piece.id ? { id: piece.id } : {}), function: called };
    return {
      ...head,
      message: { role: "assistant", content: "", tool_calls: [call] },
      done: false,
    };
  });
  const counts = { prompt_eval_count: 7, eval_count: 5, eval_duration: 50_000_000 };
  const times = { total_duration: 100_000_000, load_duration: 20_000_000 };
  const said = isRaw ? { response: "" } : { message: { role: "assistant", content: "" } };
  const end = { ...head, ...said, done: true, done_reason: reason };
  return [...lines, { ...end, ...(hasUsage ? { ...counts, ...times } : {}) }];
}

function withoutLogprob(piece: Piece): Piece {
  return "text" in piece ? { text: piece.text } : piece;
}

/** The bytes of an answer, event by event, and those that end it. */
export function framesOf(
  kind: Engine,
  given: Script,
  { path, hasLogprobs }: { path: string; hasLogprobs: boolean },
) {
  const pieces = hasLogprobs ? given.pieces : given.pieces.map(withoutLogprob);
  const script = { ...given, pieces };
  const isRaw = /\/(completions|generate)$/.test(path) && !path.endsWith("chat/completions");
  if (kind === "ollama") {
    const frames = ollamaLines(script, isRaw).map((line) => `${JSON.stringify(line)}\n`);
    return { frames, last: "", error: `${JSON.stringify({ error: "the runner crashed" })}\n` };
  }
  const frames = openAiEvents(kind, script, isRaw).map((one) => `data: ${JSON.stringify(one)}\n\n`);
  const error = { error: { message: "the runner crashed", type: "server_error", code: 500 } };
  return { frames, last: "data: [DONE]\n\n", error: `data: ${JSON.stringify(error)}\n\n` };
}

/** An error as each engine writes it. */
export function errorBody(
  kind: Engine,
  { status, message }: { status: number; message: string },
): Json {
  if (kind === "ollama") return { error: message };
  if (kind === "openai")
    return { error: { message, type: "invalid_request_error", param: null, code: null } };
  return { error: { message, type: "server_error", code: status } };
}
