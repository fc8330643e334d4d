import { describe, expect, test } from "vitest";
import { CIRCUIT_BREAKER } from "@/lib/registry/circuit-breaker";
import type { Values } from "@/lib/registry/types";
import type { EngineEvent } from "./events";
import { endsInLoop, Guard, type GuardNote } from "./guard";

const DEFAULTS: Values = Object.fromEntries(
  CIRCUIT_BREAKER.map((field) => [field.name, field.default ?? null]),
);
const REPETITION = {
  enable_repetition_detection: true,
  repetition_ngram: 3,
  repetition_threshold: 5,
  min_tokens_for_eval: 5,
};
const LOOP = "one two three four ";

/** Text as an engine sends it, a word at a time; each with a probability if one is given. */
function words(text: string, logprob?: number): EngineEvent[] {
  const logprobs = logprob === undefined ? {} : { logprobs: [{ token: "t", logprob }] };
  return (text.match(/\S+\s*|\s+/g) ?? []).map((word) => ({
    type: "text",
    choice: 0,
    text: word,
    ...logprobs,
  }));
}

/** The arguments of a tool, in pieces. */
function call(pieces: readonly string[], call = 0): EngineEvent[] {
  return pieces.map((piece) => ({ type: "tool_call", choice: 0, call, arguments: piece }));
}

/** What stops the events, after how many of them, and what is said of it. */
function run(values: Values, events: readonly EngineEvent[]) {
  const notes: GuardNote[] = [];
  const guard = new Guard({ ...DEFAULTS, ...values }, (note) => notes.push(note));
  const at = events.findIndex((event) => guard.check(event) !== undefined);
  return { stopped: at !== -1, after: at + 1, notes };
}

describe("the end of a list of words is a loop", () => {
  const isLoop = (text: string, ngram: number, threshold: number) =>
    endsInLoop(text.split(" "), ngram, threshold);

  test.each([
    ["if a sequence occurs often enough in a row", "x a b c a b c a b c", 3, 3, true],
    ["not if it occurs once less", "x a b c a b c", 3, 3, false],
    ["not if something stands between", "a b c a b c x a b c", 3, 3, false],
    ["not if it has ended", "a b c a b c a b c x y", 3, 3, false],
    ["if a shorter sequence makes up a longer one", "no no no no no no no no no", 3, 3, true],
    ["if the sequence is longer than the minimum", "a b c d a b c d a b c d", 2, 3, true],
    ["not if there are fewer words than the minimum", "a a", 2, 2, false],
  ])("%s", (_when, text, ngram, threshold, expected) => {
    expect(isLoop(text, ngram, threshold)).toBe(expected);
  });

  test("up to a length of 100 words", () => {
    const sequence = (length: number) => Array.from({ length }, (_, at) => `w${at}`);
    const repeated = (length: number) => [...sequence(length), ...sequence(length)];
    expect(endsInLoop(repeated(100), 2, 2)).toBe(true);
    expect(endsInLoop(repeated(101), 2, 2)).toBe(false);
  });

  test("never by chance: every answer is that of comparing all sequences one by one", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let round = 0; round < 3000; round += 1) {
      const list = Array.from({ length: random(24) }, () => "ab"[random(2)] ?? "");
      const [ngram, threshold] = [2 + random(4), 2 + random(3)];
      let isExpected = false;
      for (let period = ngram; period * threshold <= list.length; period += 1) {
        const last = list.slice(-period).join(" ");
        const parts = Array.from({ length: threshold }, (_, at) =>
          list.slice(list.length - (at + 1) * period, list.length - at * period).join(" "),
        );
        isExpected ||= parts.every((part) => part === last);
      }
      const what = `${list.join(" ")}, ${ngram} × ${threshold}`;
      expect(endsInLoop(list, ngram, threshold), what).toBe(isExpected);
    }
  });
});

describe("a text that goes in circles", () => {
  test("is stopped as soon as the threshold is reached, at the next check", () => {
    const { stopped, after, notes } = run(REPETITION, words(LOOP.repeat(20)));
    expect(stopped).toBe(true);
    // Five times four words; a check comes with every eighth token.
    expect(after).toBe(24);
    expect(notes).toEqual([{ kind: "repetition", tokens: 24 }]);
  });

  test("is not looked at before enough tokens have come", () => {
    const late = run({ ...REPETITION, min_tokens_for_eval: 60 }, words(LOOP.repeat(20)));
    expect(late.after).toBe(64);
  });

  test("goes on where the detection is off, or without a line in the log where that is off", () => {
    const off = { ...REPETITION, enable_repetition_detection: false };
    expect(run(off, words(LOOP.repeat(20)))).toMatchObject({ stopped: false, notes: [] });
    const silent = { ...REPETITION, log_repetition_events: false };
    expect(run(silent, words(LOOP.repeat(20)))).toMatchObject({ stopped: true, notes: [] });
  });

  test.each([
    ["in one line without spaces between lines", LOOP.repeat(30)],
    ["line by line", `${LOOP}\n`.repeat(30)],
    ["in Chinese, which has no spaces", "我不知道你说的是什么。 ".repeat(30)],
    ["after a heading in brackets", `[Note] to begin with\n${LOOP.repeat(30)}`],
    ["after a link", `[Link](https://example.com)\n${LOOP.repeat(30)}`],
    ["after a footnote", `[1] see below\n${LOOP.repeat(30)}`],
    ["after code", `\`\`\`\ncode\n\`\`\`\n${LOOP.repeat(30)}`],
    ["after a table", `| a | b |\n${LOOP.repeat(30)}`],
    ["after a brace that begins no object", `{sic} ${LOOP.repeat(30)}`],
  ])("is stopped %s", (_where, text) => {
    expect(run(REPETITION, words(text)).stopped).toBe(true);
  });

  test.each([
    ["code", `\`\`\`python\n${`${LOOP}\n`.repeat(30)}\`\`\`\n`],
    ["code whose fence is not closed yet", `\`\`\`python\n${LOOP.repeat(30)}`],
    ["tables", "| a | b | c | d |\n".repeat(30)],
    ["an object", `{\n${'  "a": [0, 0, 0, 0],\n'.repeat(30)}}`],
    ["a list of numbers", `[${"0, 0, 0, 0, ".repeat(30)}0]`],
    ["a list of texts in one line", `["${'a b c d", "'.repeat(30)}"]`],
    ["a list that begins in a line of its own", `[\n${"  [0, 0, 0],\n".repeat(30)}]`],
  ])("is let alone in %s", (_what, text) => {
    expect(run(REPETITION, words(text)).stopped).toBe(false);
  });

  test("is found at any size of the pieces", () => {
    for (const size of [1, 2, 3, 7, 50]) {
      const text = LOOP.repeat(400);
      const pieces = text.match(new RegExp(`.{1,${size}}`, "g")) ?? [];
      const events = pieces.map((piece): EngineEvent => ({ type: "text", choice: 0, text: piece }));
      expect(run(REPETITION, events).stopped, String(size)).toBe(true);
    }
  });

  test("of one word that never ends costs no more than a limited line", () => {
    const events = Array.from({ length: 5000 }, (): EngineEvent => ({
      type: "text",
      choice: 0,
      text: "x".repeat(100),
    }));
    expect(run(REPETITION, events)).toMatchObject({ notes: [{ kind: "repetition" }] });
  });
});

describe("arguments of a tool", () => {
  const TOOL = {
    ...REPETITION,
    tool_gen_repetition_ngram: 4,
    tool_gen_repetition_threshold: 6,
  };
  const looped = Array.from({ length: 60 }, () => '"a","b",');

  test("that go in circles are stopped by limits of their own, although JSON repeats itself", () => {
    const { stopped, notes } = run(TOOL, call(looped));
    expect([stopped, notes]).toEqual([true, [{ kind: "tool_repetition", tokens: 8 }]]);
    const patient = { ...TOOL, tool_gen_repetition_threshold: 20, tool_gen_repetition_ngram: 20 };
    expect(run(patient, call(looped.slice(0, 40))).stopped).toBe(false);
  });

  test("of several calls are not taken together", () => {
    const calls = Array.from({ length: 30 }, (_, at) => call(['{"a":', '"b"}'], at)).flat();
    expect(run(TOOL, calls).stopped).toBe(false);
  });
});

describe("a text that the model is unsure of", () => {
  const PERPLEXITY = {
    enable_perplexity_guard: true,
    enable_repetition_detection: false,
    perplexity_threshold: 20,
    avg_logprob_floor: -50,
    perplexity_window: 10,
    min_tokens_for_eval: 5,
    perplexity_log_interval_tokens: 1000,
  };
  const text = (count: number) => Array.from({ length: count }, (_, at) => `w${at}`).join(" ");

  test("is stopped once the perplexity of the last tokens is beyond the threshold", () => {
    // exp(4) is 55.
    const { stopped, after, notes } = run(PERPLEXITY, words(text(20), -4));
    expect([stopped, after]).toEqual([true, 5]);
    expect(notes).toMatchObject([{ kind: "perplexity", tokens: 5 }]);
    expect(notes[0]?.perplexity).toBeCloseTo(Math.exp(4));
  });

  test("is stopped below the floor of the mean, whatever the threshold", () => {
    const floor = { ...PERPLEXITY, perplexity_threshold: 1e9, avg_logprob_floor: -3 };
    expect(run(floor, words(text(20), -4)).stopped).toBe(true);
    expect(run(floor, words(text(20), -2)).stopped).toBe(false);
  });

  test("counts the last tokens only", () => {
    const events = [...words(text(200), -0.1), ...words(text(20), -6)];
    const { after } = run(PERPLEXITY, events);
    // Six of ten at -6 are a mean of -3.64, beyond ln 20 = 3.0; five are -3.05.
    expect(after).toBe(205);
    const earlier = [...words(text(4), -9), ...words(text(200), -0.1)];
    expect(run({ ...PERPLEXITY, min_tokens_for_eval: 20 }, earlier).stopped).toBe(false);
  });

  test("goes on without probabilities, and where the guard is off", () => {
    expect(run(PERPLEXITY, words(text(100))).stopped).toBe(false);
    const off = { ...PERPLEXITY, enable_perplexity_guard: false };
    expect(run(off, words(text(100), -20)).stopped).toBe(false);
  });

  test("is reported at every interval", () => {
    const often = { ...PERPLEXITY, perplexity_log_interval_tokens: 10 };
    const { notes } = run(often, words(text(35), -1));
    expect(notes.map(({ kind, tokens }) => [kind, tokens])).toEqual([
      ["perplexity_interval", 10],
      ["perplexity_interval", 20],
      ["perplexity_interval", 30],
    ]);
  });
});

test("the guard is on if either of its halves is", () => {
  const isOn = (repetition: boolean, perplexity: boolean) =>
    new Guard({
      enable_repetition_detection: repetition,
      enable_perplexity_guard: perplexity,
    }).isOn;
  expect([isOn(false, false), isOn(true, false), isOn(false, true)]).toEqual([false, true, true]);
});
