import { asObject, objectAt } from "@/lib/objects";
import { type EngineEvent, finishReason } from "./events";
import { errorIn, logprobsIn, textAt } from "./openai-events";

type Fields = Readonly<Record<string, unknown>>;

function numberAt(fields: Fields, name: string): number {
  const value = fields[name];
  return typeof value === "number" ? value : 0;
}

const NANOSECONDS_PER_MS = 1e6;

/** What the last line tells. Ollama counts in nanoseconds. */
function endEvents(line: Fields, hasCalls: boolean): EngineEvent[] {
  const [prompt, completion] = [numberAt(line, "prompt_eval_count"), numberAt(line, "eval_count")];
  const seconds = numberAt(line, "eval_duration") / NANOSECONDS_PER_MS / 1000;
  const load = numberAt(line, "load_duration") / NANOSECONDS_PER_MS;
  const isCounted = line.eval_count !== undefined || line.prompt_eval_count !== undefined;
  const total_tokens = prompt + completion;
  const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens };
  const reason = finishReason(line.done_reason);
  return [
    // The calls come in lines of their own, and the last line says that it stopped.
    { type: "finish", choice: 0, reason: hasCalls && reason === "stop" ? "tool_calls" : reason },
    ...(isCounted ? [{ type: "usage", usage } as const] : []),
    {
      type: "timings",
      timings: {
        engine_ms: numberAt(line, "total_duration") / NANOSECONDS_PER_MS,
        ...(load > 0 ? { load_ms: load } : {}),
        ...(seconds > 0 ? { tokens_per_second: completion / seconds } : {}),
      },
    },
    { type: "done" },
  ];
}

/** Reads the lines of one answer of `/api/chat` or `/api/generate`; tool calls are counted over all of them. */
export function ollamaReader(): (line: unknown) => EngineEvent[] {
  let calls = 0;
  return (value) => {
    const failed = errorIn(value);
    if (failed) return [failed];
    const line = asObject(value);
    const message = objectAt(line, "message");
    const events: EngineEvent[] = [];
    const thought = textAt(message, "thinking") || textAt(line, "thinking");
    if (thought) events.push({ type: "reasoning", choice: 0, text: thought });
    const text = textAt(message, "content") || textAt(line, "response");
    const logprobs = logprobsIn(line.logprobs);
    if (text || logprobs) {
      events.push({ type: "text", choice: 0, text, ...(logprobs ? { logprobs } : {}) });
    }
    for (const call of Array.isArray(message.tool_calls) ? message.tool_calls : []) {
      const called = objectAt(call, "function");
      const id = textAt(asObject(call), "id");
      events.push({
        type: "tool_call",
        choice: 0,
        call: calls,
        ...(id ? { id } : {}),
        name: textAt(called, "name"),
        arguments: JSON.stringify(called.arguments ?? {}),
      });
      calls += 1;
    }
    if (line.done === true) events.push(...endEvents(line, calls > 0));
    return events;
  };
}
