import { describe, expect, test } from "vitest";
import { Answer } from "./answer";
import type { EngineEvent } from "./events";

type ToolCall = Extract<EngineEvent, { type: "tool_call" }>;

const text = (words: string, choice = 0): EngineEvent => ({ type: "text", choice, text: words });
const finish = (reason: "stop" | "length", choice = 0): EngineEvent => ({
  type: "finish",
  choice,
  reason,
});
const call = (number: number, more: Partial<ToolCall> = {}): ToolCall => ({
  type: "tool_call",
  choice: 0,
  call: number,
  arguments: "{}",
  ...more,
});

function answer(choices = 1) {
  let made = 0;
  return new Answer(choices, () => `made-${(made += 1)}`);
}

/** What a client gets of these events. */
const outputs = (...events: EngineEvent[]) => {
  const one = answer();
  return events.map((event) => one.read(event));
};

describe("calls of tools", () => {
  test("are numbered from 0 without a gap, whatever the engine counts by", () => {
    expect(outputs(call(1, { name: "f" }), call(7, { name: "g" }), call(1))).toMatchObject([
      { call: 0, name: "f" },
      { call: 1, name: "g" },
      { call: 0 },
    ]);
  });

  test("have the id of the engine, or one of ours, in the first piece only", () => {
    const [first, second, rest] = outputs(
      call(0, { id: "theirs", name: "f" }),
      call(1, { name: "g" }),
      call(1, { id: "later", arguments: "x" }),
    );
    expect(first).toMatchObject({ id: "theirs", name: "f" });
    expect(second).toMatchObject({ id: "made-1", name: "g" });
    expect(rest).toEqual({ type: "tool_call", choice: 0, call: 1, arguments: "x" });
  });

  test("that all have one number are kept apart by id and name", () => {
    const [first, second, rest] = outputs(
      call(0, { id: "a", name: "f" }),
      call(0, { id: "b", name: "f" }),
      call(0, { arguments: "x" }),
    );
    expect([first, second]).toMatchObject([
      { call: 0, id: "a" },
      { call: 1, id: "b" },
    ]);
    expect(rest).toMatchObject({ call: 1, arguments: "x" });
  });

  test("are one, although an engine sends a new id with every piece", () => {
    expect(
      outputs(call(0, { id: "a", name: "f" }), call(0, { id: "b", arguments: "x" })),
    ).toMatchObject([{ call: 0, id: "a" }, { call: 0 }]);
  });

  test("are one, although an engine repeats its name", () => {
    expect(outputs(call(0, { id: "a", name: "f" }), call(0, { id: "a", name: "f" }))).toMatchObject(
      [{ call: 0 }, { call: 0 }],
    );
  });

  test("of several choices are numbered by themselves", () => {
    expect(outputs(call(0, { name: "f" }), call(0, { name: "g", choice: 1 }))).toMatchObject([
      { choice: 0, call: 0 },
      { choice: 1, call: 0 },
    ]);
  });
});

describe("an answer", () => {
  test("is complete when each of its choices has ended, or the engine says so", () => {
    const two = answer(2);
    two.read(text("a"));
    expect(two.isComplete).toBe(false);
    two.read(finish("stop"));
    expect(two.isComplete).toBe(false);
    two.read(finish("length", 1));
    expect([two.isComplete, two.reasons]).toEqual([true, ["stop", "length"]]);
    const one = answer();
    one.read({ type: "done" });
    expect([one.isComplete, one.reasons]).toEqual([true, ["stop"]]);
  });

  test("that stops after calls of tools ends by them, one that is cut does not", () => {
    const whole = answer();
    whole.read(call(0, { name: "f" }));
    whole.read(finish("stop"));
    expect(whole.reasons).toEqual(["tool_calls"]);
    const cut = answer();
    cut.read(call(0, { name: "f" }));
    cut.read(finish("length"));
    expect(cut.reasons).toEqual(["length"]);
  });

  test("that the guard stops is cut in every choice", () => {
    const one = answer(2);
    one.read(finish("stop"));
    one.cut();
    expect([one.isComplete, one.reasons]).toEqual([true, ["length", "length"]]);
  });

  test("keeps usage, timings and what does not stream for the end", () => {
    const one = answer();
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    const kept: EngineEvent[] = [
      { type: "usage", usage },
      { type: "timings", timings: { engine_ms: 5 } },
      { type: "timings", timings: { tokens_per_second: 7 } },
      { type: "json", body: { data: [] } },
    ];
    expect(kept.map((event) => one.read(event))).toEqual(kept.map(() => undefined));
    expect([one.usage, one.timings, one.json]).toEqual([
      usage,
      { engine_ms: 5, tokens_per_second: 7 },
      { data: [] },
    ]);
  });

  test("without counts is estimated by the length of all that was generated", () => {
    const one = answer();
    one.read(text("a".repeat(40)));
    one.read({ type: "reasoning", choice: 0, text: "b".repeat(40) });
    one.read(call(0, { arguments: "c".repeat(20) }));
    expect(one.estimate(10)).toEqual({
      prompt_tokens: 3,
      completion_tokens: 25,
      total_tokens: 28,
    });
  });
});
