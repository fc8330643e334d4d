import type { Values } from "@/lib/registry/types";
import type { EngineEvent } from "./events";

/** What the guard stops an answer for. */
export type Stopped = "repetition" | "perplexity";

/** Something worth a line in the log. */
export interface GuardNote {
  kind: "repetition" | "tool_repetition" | "perplexity" | "perplexity_interval";
  tokens: number;
  perplexity?: number;
}

/** Tokens between two checks for repetitions. */
const CHECK_EVERY = 8;
/** The longest sequence that is looked for, in words. */
const MAX_PERIOD = 100;
/** Words that are kept of the text. */
const MAX_WORDS = 2000;
/** Characters after which a line without a break is cut into words. */
const MAX_LINE = 2000;

/** Words; scripts that are written without spaces count by character. */
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;
/** The start of JSON. Links and footnotes begin with a bracket too, but do not match. */
const JSON_START = /^(\{\s*("|\}|$)|\[\s*(["{[\]]|-?[\d.e+]+\s*(,|\]?$)|true\b|false\b|null\b|$))/i;
/** Arguments of tools are JSON, often without spaces. */
const TOKENS = /[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;

/**
 * True if the words end with one sequence of at least `ngram` words that occurs `threshold` times in a
 * row. A shorter loop counts by its multiples.
 */
export function endsInLoop(words: readonly string[], ngram: number, threshold: number): boolean {
  const longest = Math.min(MAX_PERIOD, Math.floor(words.length / threshold));
  for (let period = ngram; period <= longest; period += 1) {
    const start = words.length - period * threshold;
    let at = words.length - 1;
    while (at >= start + period && words[at] === words[at - period]) at -= 1;
    if (at < start + period) return true;
  }
  return false;
}

/** The words of a text, without code, tables and JSON, in which repetitions are normal. */
class Prose {
  private words: string[] = [];
  private line = "";
  private isFenced = false;
  private isJson: boolean | undefined;

  push(text: string): void {
    const [first = "", ...rest] = text.split("\n");
    this.line += first;
    for (const next of rest) {
      this.endLine();
      this.line = next;
    }
    if (this.line.length > MAX_LINE) this.endLine();
  }

  private endLine(): void {
    const line = this.line.trim();
    this.line = "";
    if (this.isExempt(line, true)) this.words = [];
    else this.words.push(...(line.match(WORDS) ?? []));
    if (line.startsWith("```")) this.isFenced = !this.isFenced;
    if (this.words.length > MAX_WORDS) this.words = this.words.slice(-MAX_WORDS);
  }

  private isExempt(line: string, isWhole: boolean): boolean {
    const isJson = this.isJson ?? JSON_START.test(line);
    if (isWhole && line !== "") this.isJson = isJson;
    return this.isFenced || isJson || /^(```|\|)/.test(line);
  }

  /** The words up to here; none inside of what is exempt. */
  current(): readonly string[] {
    const line = this.line.trim();
    if (this.isExempt(line, false)) return [];
    return [...this.words, ...(line.match(WORDS) ?? [])];
  }
}

interface Settings {
  number: (name: string) => number;
  isOn: (name: string) => boolean;
}

function settingsOf(values: Values): Settings {
  return { number: (name) => Number(values[name] ?? 0), isOn: (name) => values[name] === true };
}

/**
 * Watches the text that an engine generates and says when to stop it, by the fields of a profile's
 * `circuit_breaker`. A chunk without probabilities counts as one token.
 */
export class Guard {
  private readonly set: Settings;
  private readonly prose = new Prose();
  private readonly window: number[] = [];
  private sum = 0;
  private tokens = 0;
  private scored = 0;
  private call = { key: "", text: "", tokens: 0 };

  constructor(
    values: Values,
    private readonly note: (note: GuardNote) => void = () => undefined,
  ) {
    this.set = settingsOf(values);
  }

  /** True if it watches anything at all. */
  get isOn(): boolean {
    return this.set.isOn("enable_repetition_detection") || this.set.isOn("enable_perplexity_guard");
  }

  /** Why the answer must stop after this event; undefined if it may go on. */
  check(event: EngineEvent): Stopped | undefined {
    if (event.type === "tool_call") return this.checkCall(event);
    if (event.type !== "text") return undefined;
    const count = event.logprobs?.length ?? 1;
    const before = this.tokens;
    this.tokens += count;
    return this.checkPerplexity(event) ?? this.checkText(event.text, before);
  }

  private checkText(text: string, before: number): Stopped | undefined {
    if (!this.set.isOn("enable_repetition_detection")) return undefined;
    this.prose.push(text);
    const isDue = Math.floor(before / CHECK_EVERY) < Math.floor(this.tokens / CHECK_EVERY);
    if (!isDue || this.tokens < this.set.number("min_tokens_for_eval")) return undefined;
    const [ngram, threshold] = [
      this.set.number("repetition_ngram"),
      this.set.number("repetition_threshold"),
    ];
    if (!endsInLoop(this.prose.current(), ngram, threshold)) return undefined;
    return this.repeated("repetition", this.tokens);
  }

  private checkCall({
    choice,
    call,
    arguments: text,
  }: Extract<EngineEvent, { type: "tool_call" }>) {
    if (!this.set.isOn("enable_repetition_detection")) return undefined;
    const key = `${choice} ${call}`;
    if (this.call.key !== key) this.call = { key, text: "", tokens: 0 };
    this.call.text = (this.call.text + text).slice(-MAX_WORDS * 4);
    this.call.tokens += 1;
    if (this.call.tokens % CHECK_EVERY !== 0) return undefined;
    if (this.call.tokens < this.set.number("min_tokens_for_eval")) return undefined;
    const [ngram, threshold] = [
      this.set.number("tool_gen_repetition_ngram"),
      this.set.number("tool_gen_repetition_threshold"),
    ];
    const words = this.call.text.match(TOKENS) ?? [];
    return endsInLoop(words, ngram, threshold)
      ? this.repeated("tool_repetition", this.call.tokens)
      : undefined;
  }

  private repeated(kind: "repetition" | "tool_repetition", tokens: number): Stopped {
    if (this.set.isOn("log_repetition_events")) this.note({ kind, tokens });
    return "repetition";
  }

  private checkPerplexity({ logprobs }: Extract<EngineEvent, { type: "text" }>) {
    if (!this.set.isOn("enable_perplexity_guard")) return undefined;
    for (const { logprob } of logprobs ?? []) {
      this.window.push(logprob);
      this.sum += logprob;
      this.scored += 1;
      if (this.window.length > this.set.number("perplexity_window")) {
        this.sum -= this.window.shift() ?? 0;
      }
      if (this.isTooUnsure()) return "perplexity" as const;
    }
    return undefined;
  }

  private isTooUnsure(): boolean {
    const mean = this.sum / this.window.length;
    const perplexity = Math.exp(-mean);
    const tokens = this.scored;
    if (tokens % this.set.number("perplexity_log_interval_tokens") === 0) {
      this.note({ kind: "perplexity_interval", tokens, perplexity });
    }
    if (tokens < this.set.number("min_tokens_for_eval")) return false;
    const { number } = this.set;
    const isOver =
      perplexity > number("perplexity_threshold") || mean < number("avg_logprob_floor");
    if (isOver) this.note({ kind: "perplexity", tokens, perplexity });
    return isOver;
  }
}
