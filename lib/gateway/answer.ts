import type { EngineEvent, FinishReason, Timings, Usage } from "./events";

/** What a client gets while an answer is made. */
export type Output = Extract<EngineEvent, { type: "text" | "reasoning" | "refusal" | "tool_call" }>;

/** Characters that count as one token where an engine does not count. */
const CHARACTERS_PER_TOKEN = 4;

type ToolCall = Extract<EngineEvent, { type: "tool_call" }>;

/** A call of a tool by the number and the id that the engine gives it. */
interface Call {
  index: number;
  id: string | undefined;
}

/**
 * True if a delta starts another call although its number is taken: Gemini's OpenAI endpoint sends whole
 * calls that are all number 0. A new id alone says nothing: older versions of vLLM sent one with each delta.
 */
function isAnother({ id, name }: ToolCall, known: string | undefined): boolean {
  return name !== undefined && id !== undefined && known !== undefined && id !== known;
}

/**
 * Reads one answer: output is passed on with tool calls numbered and named, the rest is kept for the
 * end.
 */
export class Answer {
  usage: Usage | undefined;
  timings: Timings = {};
  /** The whole answer of an endpoint that does not stream. */
  json: unknown;
  private isDone = false;
  private characters = 0;
  private readonly finished = new Map<number, FinishReason>();
  /** The calls of each choice, in their order. */
  private readonly calls = new Map<number, Call[]>();

  constructor(
    private readonly choices: number,
    private readonly newId: () => string,
  ) {}

  /** The event as the client gets it; undefined if nothing is sent for it now. */
  read(event: EngineEvent): Output | undefined {
    switch (event.type) {
      case "text":
      case "reasoning":
      case "refusal":
        this.characters += event.text.length;
        return event;
      case "tool_call":
        this.characters += event.arguments.length;
        return this.numbered(event);
      case "finish":
        this.finished.set(event.choice, event.reason);
        return undefined;
      case "usage":
        this.usage = event.usage;
        return undefined;
      case "timings":
        this.timings = { ...this.timings, ...event.timings };
        return undefined;
      case "json":
        this.json = event.body;
        return undefined;
      case "done":
        this.isDone = true;
        return undefined;
      case "error":
        return undefined;
    }
  }

  /** A call's first delta has an id and the type; an engine that sends none gets one made. */
  private numbered(event: ToolCall): Output {
    const ofChoice = this.calls.get(event.choice) ?? [];
    this.calls.set(event.choice, ofChoice);
    const known = ofChoice.findLastIndex(({ index }) => index === event.call);
    if (known === -1 || isAnother(event, ofChoice[known]?.id)) {
      const call = ofChoice.push({ index: event.call, id: event.id }) - 1;
      return { ...event, call, id: event.id ?? this.newId(), name: event.name ?? "" };
    }
    const { choice, arguments: text } = event;
    return { type: "tool_call", choice, call: known, arguments: text };
  }

  /** True if the engine said that the answer is complete; a connection that just ends does not. */
  get isComplete(): boolean {
    return this.isDone || this.finished.size >= this.choices;
  }

  /** Why each choice ended. */
  get reasons(): FinishReason[] {
    return Array.from({ length: this.choices }, (_, choice) => {
      const reason = this.finished.get(choice) ?? "stop";
      return reason === "stop" && this.calls.has(choice) ? "tool_calls" : reason;
    });
  }

  /** The guard stopped the answer: to clients it is cut. */
  cut(): void {
    for (let choice = 0; choice < this.choices; choice += 1) this.finished.set(choice, "length");
    this.isDone = true;
  }

  /** The tokens by the length of the texts, for an engine that does not count. */
  estimate(promptCharacters: number): Usage {
    const prompt = Math.ceil(promptCharacters / CHARACTERS_PER_TOKEN);
    const completion = Math.ceil(this.characters / CHARACTERS_PER_TOKEN);
    return {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
    };
  }
}
