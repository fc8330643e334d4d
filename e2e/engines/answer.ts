import type { Json } from "../api/client";

/** An answer of the gateway's `/v1/chat/completions`, plain or streamed. */
export interface ChatAnswer {
  status: number;
  headers: Headers;
  text: string;
  reasoning: string;
  calls: { id: string; name: string; arguments: string }[];
  finish: string | null;
  usage: unknown;
  mp: unknown;
  error: unknown;
  /** The events of a stream, the last one included. */
  events: string[];
}

async function readPlain(response: Response): Promise<ChatAnswer> {
  const body: Json = await response.json();
  const { message, finish_reason = null } = body.choices?.[0] ?? {};
  const calls = (message?.tool_calls ?? []) as Json[];
  return {
    status: response.status,
    headers: response.headers,
    text: message?.content ?? "",
    reasoning: message?.reasoning ?? "",
    calls: calls.map(({ id, function: called }) => ({ id, ...called })),
    finish: finish_reason,
    usage: body.usage,
    mp: body.mp,
    error: body.error,
    events: [],
  };
}

/** The JSON of the events of a stream, without `[DONE]` and comments. */
export function chunksOf({ events }: ChatAnswer): Record<string, unknown>[] {
  return events
    .filter((event) => event.startsWith("data: {"))
    .map((event) => JSON.parse(event.slice("data: ".length)) as Record<string, unknown>);
}

function add(answer: ChatAnswer, chunk: Json): void {
  const { delta = {}, finish_reason } = chunk.choices?.[0] ?? {};
  answer.text += String(delta.content ?? "");
  answer.reasoning += String(delta.reasoning ?? "");
  for (const { index, id, function: called } of delta.tool_calls ?? []) {
    if (id) answer.calls[index] = { id, name: called.name, arguments: "" };
    const call = answer.calls[index];
    if (call) call.arguments += String(called.arguments);
  }
  answer.finish = finish_reason ?? answer.finish;
  answer.usage ??= chunk.usage;
  answer.mp ??= chunk.mp;
  answer.error ??= chunk.error;
}

/** Reads an answer to its end. */
export async function readAnswer(response: Response): Promise<ChatAnswer> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) {
    return readPlain(response);
  }
  const events = (await response.text()).split("\n\n").filter(Boolean);
  const answer: ChatAnswer = {
    status: response.status,
    headers: response.headers,
    text: "",
    reasoning: "",
    calls: [],
    finish: null,
    usage: undefined,
    mp: undefined,
    error: undefined,
    events,
  };
  for (const chunk of chunksOf(answer)) add(answer, chunk);
  return answer;
}
