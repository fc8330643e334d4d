import type { Output } from "./answer";
import type { FinishReason, Usage } from "./events";
import type { Json } from "./wire-values";

/** What all chunks of a stream, or a whole answer, have in common. */
export interface Head {
  id: string;
  created: number;
  /** The model as the caller requested it. */
  model: string;
}

/** What the gateway tells beside OpenAI's members. */
export interface Mp {
  engine_ms: number;
  tokens_per_second: number | null;
  load_ms?: number;
  context: { requested: number | null; granted: number | null };
  stopped_by?: string;
  /** The engine did not count: `usage` is estimated from the length of the texts. */
  usage_estimated?: true;
}

type Kind = "chat" | "completions";

const OBJECTS: Readonly<Record<Kind, { whole: string; chunk: string }>> = {
  chat: { whole: "chat.completion", chunk: "chat.completion.chunk" },
  completions: { whole: "text_completion", chunk: "text_completion" },
};

function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** A comment that keeps a connection alive. */
export const PING = ": ping\n\n";
/** The last event of every stream. */
export const DONE = "data: [DONE]\n\n";

/** The events that end a stream after an error. */
export function errorEvents(error: unknown): string {
  return event(error) + DONE;
}

function deltaOf(output: Output): Json {
  switch (output.type) {
    case "text":
      return { content: output.text };
    case "reasoning":
      // LangChain reads the first of these only, newer clients the second.
      return { reasoning_content: output.text, reasoning: output.text };
    case "refusal":
      return { refusal: output.text };
    case "tool_call": {
      const { call: index, id, name, arguments: text } = output;
      if (id === undefined) return { tool_calls: [{ index, function: { arguments: text } }] };
      const called = { index, id, type: "function", function: { name, arguments: text } };
      return { tool_calls: [called] };
    }
  }
}

/** Writes a stream in OpenAI's format. */
export class ChunkWriter {
  private readonly started = new Set<number>();
  /** The start of every chunk, up to its choices. */
  private readonly before: string;

  constructor(
    private readonly kind: Kind,
    head: Head,
    /** The caller wants the probabilities of the tokens. */
    private readonly hasLogprobs: boolean,
  ) {
    const start = JSON.stringify({ ...head, object: OBJECTS[kind].chunk });
    this.before = `data: ${start.slice(0, -1)},"choices":`;
  }

  private chunk(choices: readonly Json[], more?: Json): string {
    const rest = more ? `,${JSON.stringify(more).slice(1)}` : "}";
    return `${this.before}${JSON.stringify(choices)}${rest}\n\n`;
  }

  private choice(index: number, delta: Json, finish_reason: FinishReason | null, more: Json = {}) {
    if (this.kind === "completions") {
      return { index, text: delta.content ?? "", logprobs: null, finish_reason };
    }
    return { index, delta, finish_reason, ...more };
  }

  /** The role comes first, in a chunk of its own. */
  private start(choice: number): string {
    if (this.kind === "completions" || this.started.has(choice)) return "";
    this.started.add(choice);
    return this.chunk([this.choice(choice, { role: "assistant", content: "" }, null)]);
  }

  /** The events for a piece of the answer; empty if the format has no place for it. */
  write(output: Output): string {
    if (this.kind === "completions" && output.type !== "text") return "";
    const logprobs =
      this.hasLogprobs && output.type === "text" && output.logprobs
        ? { logprobs: { content: output.logprobs } }
        : {};
    if (output.type === "text" && output.text === "" && !("logprobs" in logprobs)) return "";
    const choice = this.choice(output.choice, deltaOf(output), null, logprobs);
    return this.start(output.choice) + this.chunk([choice]);
  }

  /** The end of a complete answer; the last chunk has `mp`. */
  end(reasons: readonly FinishReason[], usage: Usage | null, mp: Mp): string {
    const last = reasons.length - 1;
    const finish = reasons.map((reason, index) => {
      const choice = this.choice(index, {}, reason);
      return (
        this.start(index) + this.chunk([choice], index === last && !usage ? { mp } : undefined)
      );
    });
    return finish.join("") + (usage ? this.chunk([], { usage, mp }) : "") + DONE;
  }
}

interface Whole {
  content: string;
  reasoning: string;
  refusal: string;
  logprobs: unknown[];
  calls: { id: string; type: "function"; function: { name: string; arguments: string } }[];
}

/** Puts a whole answer together from the pieces of a stream. */
export class Assembly {
  private readonly choices = new Map<number, Whole>();

  private at(index: number): Whole {
    const known = this.choices.get(index);
    if (known) return known;
    const blank: Whole = { content: "", reasoning: "", refusal: "", logprobs: [], calls: [] };
    this.choices.set(index, blank);
    return blank;
  }

  add(output: Output): void {
    const whole = this.at(output.choice);
    switch (output.type) {
      case "text":
        whole.content += output.text;
        whole.logprobs.push(...(output.logprobs ?? []));
        return;
      case "reasoning":
        whole.reasoning += output.text;
        return;
      case "refusal":
        whole.refusal += output.text;
        return;
      case "tool_call": {
        const { call, id = "", name = "", arguments: text } = output;
        whole.calls[call] ??= { id, type: "function", function: { name, arguments: "" } };
        whole.calls[call].function.arguments += text;
      }
    }
  }

  /** The texts of each choice, as far as they have arrived. */
  texts() {
    const choices = [...this.choices].sort(([a], [b]) => a - b);
    return choices.map(([, { content, reasoning, refusal, calls }]) => ({
      text: content,
      reasoning,
      refusal,
      tool_calls: calls.map(({ id, function: called }) => ({ id, ...called })),
    }));
  }

  private messageOf({ content, reasoning, refusal, calls }: Whole): Json {
    const hasText = content !== "" || calls.length === 0;
    return {
      role: "assistant",
      content: hasText ? content : null,
      refusal: refusal === "" ? null : refusal,
      ...(reasoning === "" ? {} : { reasoning_content: reasoning, reasoning }),
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
    };
  }

  /** The answer as `/v1/chat/completions` or `/v1/completions` returns it. */
  end(
    kind: Kind,
    head: Head,
    end: { reasons: readonly FinishReason[]; usage: Usage; mp: Mp; hasLogprobs: boolean },
  ): Json {
    const choices = end.reasons.map((finish_reason, index) => {
      const whole = this.at(index);
      if (kind === "completions") {
        return { index, text: whole.content, logprobs: null, finish_reason };
      }
      const logprobs = end.hasLogprobs ? { content: whole.logprobs } : null;
      return { index, message: this.messageOf(whole), logprobs, finish_reason };
    });
    const { usage, mp } = end;
    return { ...head, object: OBJECTS[kind].whole, choices, usage, mp };
  }
}
