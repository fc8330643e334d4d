import { describe, expect, test } from "vitest";
import { Answer } from "./answer";
import { ChunkWriter } from "./chunks";
import type { EngineEvent } from "./events";
import { Guard, type GuardNote } from "./guard";
import { ollamaReader } from "./ollama-events";
import { errorIn, logprobsIn, openAiEvents, usageOf } from "./openai-events";

describe("what an OpenAI-style engine reports", () => {
  test.each<[unknown, unknown]>([
    [null, undefined],
    [[], undefined],
    [{}, undefined],
    [{ prompt_tokens: "7", completion_tokens: NaN }, undefined],
    [{ prompt_tokens: 7 }, { prompt_tokens: 7, completion_tokens: 0, total_tokens: 7 }],
    [{ completion_tokens: 5 }, { prompt_tokens: 0, completion_tokens: 5, total_tokens: 5 }],
    [
      { prompt_tokens: 7, completion_tokens: 5, total_tokens: 15 },
      { prompt_tokens: 7, completion_tokens: 5, total_tokens: 15 },
    ],
  ])("of its use as %j is %j", (reported, usage) => {
    expect(usageOf(reported)).toEqual(usage);
  });

  test.each<[object, object]>([
    [
      { prompt_ms: 3, predicted_ms: 4, predicted_per_second: 50 },
      { engine_ms: 7, tokens_per_second: 50 },
    ],
    [{ prompt_ms: 3 }, { engine_ms: 3 }],
    [{ predicted_ms: 4 }, { engine_ms: 4 }],
    [{}, { engine_ms: 0 }],
  ])("of its times as %j is %j", (timings, told) => {
    expect(openAiEvents({ choices: [], timings })).toEqual([{ type: "timings", timings: told }]);
  });

  test.each<[object, object]>([
    [{ error: { message: "no", code: 429 } }, { message: "no", status: 429, code: null }],
    [{ error: { message: "no", status_code: 500 } }, { status: 500, code: null }],
    [{ error: { message: "no", type: "t", code: "c" } }, { status: null, code: "t" }],
    [{ error: { message: "no", code: "c" } }, { status: null, code: "c" }],
    [
      { object: "error", message: "no", code: 400 },
      { message: "no", status: 400 },
    ],
    [{ error: "no" }, { message: "no", status: null, code: null }],
    [{ error: {} }, { message: "The engine reported an error." }],
    [{ error: "" }, { message: "The engine reported an error." }],
  ])("as an error in the form %j is %j", (value, error) => {
    expect(errorIn(value)).toMatchObject({ type: "error", ...error });
  });

  test.each([{ error: null }, { object: "chat.completion" }, null, [], "error"])(
    "is no error in %j",
    (value) => {
      expect(errorIn(value)).toBeUndefined();
    },
  );

  test("of probabilities is a list without what has none; an empty list is none", () => {
    const entry = { token: "a", logprob: -1 };
    expect(logprobsIn([entry, { token: "b" }, null])).toEqual([entry]);
    expect([logprobsIn([]), logprobsIn({}), logprobsIn(undefined)]).toEqual([
      ...[undefined, undefined, undefined],
    ]);
  });
});

describe("what Ollama reports", () => {
  const read = (...lines: unknown[]) => lines.flatMap(ollamaReader());

  test("without counts and times is nothing of both", () => {
    expect(read({ done: true })).toEqual([
      { type: "finish", choice: 0, reason: "stop" },
      { type: "timings", timings: { engine_ms: 0 } },
      { type: "done" },
    ]);
  });

  test("of a part that is counted is counted", () => {
    const [, usage] = read({ done: true, prompt_eval_count: 4, eval_count: "many" });
    expect(usage).toEqual({
      type: "usage",
      usage: { prompt_tokens: 4, completion_tokens: 0, total_tokens: 4 },
    });
  });

  test("in nanoseconds is reported in milliseconds and tokens per second", () => {
    const times = { total_duration: 3e9, load_duration: 5e8, eval_count: 20, eval_duration: 2e9 };
    expect(read({ done: true, ...times })).toContainEqual({
      type: "timings",
      timings: { engine_ms: 3000, load_ms: 500, tokens_per_second: 10 },
    });
  });

  test("of a call that was cut stays cut; one that stopped ended for its calls", () => {
    const call = { message: { tool_calls: [{ function: { name: "f", arguments: null } }] } };
    const reasonOf = (done_reason: string) =>
      read(call, { done: true, done_reason }).find(({ type }) => type === "finish");
    expect(reasonOf("length")).toMatchObject({ reason: "length" });
    expect(reasonOf("stop")).toMatchObject({ reason: "tool_calls" });
    expect(read(call)).toEqual([
      { type: "tool_call", choice: 0, call: 0, name: "f", arguments: "{}" },
    ]);
  });

  test("of probabilities without a text is still told, and an empty line is nothing", () => {
    const logprobs = [{ token: "a", logprob: -1 }];
    expect(read({ logprobs })).toEqual([{ type: "text", choice: 0, text: "", logprobs }]);
    expect(read({ message: { content: "" } }, {}, null)).toEqual([]);
  });
});

describe("an answer", () => {
  const call = (set: object): EngineEvent => ({
    ...{ type: "tool_call", choice: 0, call: 0, arguments: "" },
    ...set,
  });
  const answer = (choices = 1) => new Answer(choices, () => "made");

  test("is complete when the engine says so, or when each choice has ended", () => {
    const [ended, done] = [answer(2), answer(2)];
    ended.read({ type: "finish", choice: 0, reason: "stop" });
    expect(ended.isComplete).toBe(false);
    ended.read({ type: "finish", choice: 1, reason: "stop" });
    done.read({ type: "done" });
    expect([ended.isComplete, done.isComplete]).toEqual([true, true]);
  });

  test("that the guard stops is cut in every choice, and complete", () => {
    const cut = answer(2);
    cut.read({ type: "finish", choice: 0, reason: "stop" });
    cut.cut();
    expect([cut.reasons, cut.isComplete]).toEqual([["length", "length"], true]);
  });

  test("takes a new id alone for the same call, and a name without an id too", () => {
    const one = answer();
    one.read(call({ id: "a", name: "f" }));
    expect(one.read(call({ id: "b", arguments: "x" }))).toMatchObject({ call: 0, arguments: "x" });
    expect(one.read(call({ name: "f", arguments: "y" }))).toMatchObject({ call: 0 });
    expect(one.read(call({ id: "b", name: "f" }))).toMatchObject({ call: 1, id: "b" });
  });

  test("gives a call without a name an empty one, and an error is no output", () => {
    expect(answer().read(call({}))).toMatchObject({ id: "made", name: "" });
    const error = { type: "error", message: "no", status: null, code: null } as const;
    expect(answer().read(error)).toBeUndefined();
  });

  test("counts refusals and arguments as text when the engine does not count", () => {
    const one = answer();
    one.read({ type: "refusal", choice: 0, text: "12345" });
    one.read(call({ arguments: "1234" }));
    expect(one.estimate(9)).toEqual({ prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 });
  });
});

describe("a stream of chunks", () => {
  const HEAD = { id: "c", created: 1, model: "m" };
  const MP = {
    ...{ engine_ms: 5, tokens_per_second: null, context: { requested: null, granted: null } },
  };

  test("has nothing for an empty text, unless that comes with probabilities", () => {
    const writer = new ChunkWriter("chat", HEAD, true);
    const empty = { type: "text", choice: 0, text: "" } as const;
    expect(writer.write(empty)).toBe("");
    expect(writer.write({ ...empty, logprobs: [{ token: "a", logprob: -1 }] })).toContain(
      "logprob",
    );
    const without = new ChunkWriter("chat", HEAD, false);
    expect(without.write({ ...empty, logprobs: [{ token: "a", logprob: -1 }] })).toBe("");
  });

  test("tells of the request once, in the last chunk of all choices", () => {
    const end = new ChunkWriter("completions", HEAD, false).end(["stop", "length"], null, MP);
    const told = end.split("\n\n").map((event) => event.includes('"mp"'));
    expect(told).toEqual([false, true, false, false]);
  });
});

describe("a guard", () => {
  const LOOP = "one two three ";
  const VALUES = {
    ...{ enable_repetition_detection: true, repetition_ngram: 3, repetition_threshold: 5 },
    ...{ tool_gen_repetition_ngram: 3, tool_gen_repetition_threshold: 5, min_tokens_for_eval: 8 },
  };
  const say = (text: string): EngineEvent => ({ type: "text", choice: 0, text });
  const stops = (values: object, events: readonly EngineEvent[]) => {
    const notes: GuardNote[] = [];
    const guard = new Guard({ ...VALUES, ...values }, (note) => notes.push(note));
    for (const event of events) {
      const stopped = guard.check(event);
      if (stopped) return { stopped, notes };
    }
    return { stopped: undefined, notes };
  };
  const pieces = LOOP.repeat(20).match(/\S+\s/g) ?? [];
  const spoken = pieces.map(say);
  const called = pieces.map((text) => call(text));

  function call(text: string, number = 0): EngineEvent {
    return { type: "tool_call", choice: 0, call: number, arguments: text };
  }

  test("that is off watches neither texts nor calls", () => {
    const off = { enable_repetition_detection: false };
    expect(stops(off, [...spoken, ...called]).stopped).toBeUndefined();
    expect([new Guard({}).isOn, new Guard(VALUES).isOn]).toEqual([false, true]);
    expect(new Guard({ enable_perplexity_guard: true }).isOn).toBe(true);
  });

  test("lets the first tokens pass, in texts and in calls", () => {
    const late = { min_tokens_for_eval: 61 };
    expect(stops(late, spoken).stopped).toBeUndefined();
    expect(stops(late, called).stopped).toBeUndefined();
    expect(stops({}, spoken).stopped).toBe("repetition");
    expect(stops({}, called).stopped).toBe("repetition");
  });

  test("notes what it stops only if that is to be logged", () => {
    expect(stops({}, spoken).notes).toEqual([]);
    expect(stops({ log_repetition_events: true }, spoken).notes).toMatchObject([
      { kind: "repetition" },
    ]);
    expect(stops({ log_repetition_events: true }, called).notes).toMatchObject([
      { kind: "tool_repetition" },
    ]);
  });

  test("reads the arguments of each call alone", () => {
    const apart = pieces.map((text, index) => call(text, Math.floor(index / 7)));
    expect(stops({}, apart).stopped).toBeUndefined();
  });

  test("takes indented code and tables for what they are", () => {
    const row = "  | one | two | three |\n";
    expect(stops({}, Array<EngineEvent>(40).fill(say(row))).stopped).toBeUndefined();
    const code = ["  ```\n", ...Array<string>(40).fill("one two three\n"), "  ```\n"];
    expect(stops({}, code.map(say)).stopped).toBeUndefined();
  });

  test("starts anew after a table, so that what stood before it is no part of a loop", () => {
    const lines = [...Array<string>(3).fill("one two three\n"), "| a |\n"];
    const text = Array<string[]>(10).fill(lines).flat();
    expect(stops({}, text.map(say)).stopped).toBeUndefined();
  });
});
