import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetSingleton } from "@/lib/http/server/testing";
import { slotsOf } from "./slots";
import { Deadline, pause } from "./timers";

const never = new AbortController().signal;

beforeEach(() => {
  forgetSingleton("gateway-slots");
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  forgetSingleton("gateway-slots");
});

/** Enters the engine's slots and notes who got in. */
function entering(limit = 1) {
  const inside: string[] = [];
  const slots = slotsOf("e");
  const enter = (name: string, signal = never) =>
    slots.enter(limit, signal).then((leave) => {
      inside.push(name);
      return leave;
    });
  return { inside, enter };
}

const codeOf = (waiting: Promise<unknown>) =>
  waiting.then(
    () => "in",
    (error: unknown) => (error as { code?: string; message: string }).code ?? String(error),
  );

describe("an engine's slots", () => {
  test("take as many as are allowed; the others follow in order, one for each that leaves", async () => {
    const { inside, enter } = entering(2);
    const [first] = [await enter("a"), await enter("b")];
    const others = [enter("c"), enter("d")];
    await vi.advanceTimersByTimeAsync(1000);
    expect(inside).toEqual(["a", "b"]);
    first();
    const leave = await others[0];
    expect(inside).toEqual(["a", "b", "c"]);
    leave?.();
    await others[1];
    expect(inside).toEqual(["a", "b", "c", "d"]);
  });

  test("are given back once, however often someone leaves", async () => {
    const { inside, enter } = entering();
    const leave = await enter("a");
    leave();
    leave();
    await enter("b");
    const third = enter("c", AbortSignal.abort(new Error("gone")));
    expect(await codeOf(third)).toBe("Error: gone");
    expect(inside).toEqual(["a", "b"]);
  });

  test("are not waited for longer than 30 seconds", async () => {
    const { enter } = entering();
    await enter("a");
    const waiting = codeOf(enter("b"));
    await vi.advanceTimersByTimeAsync(29_999);
    expect(await Promise.race([waiting, Promise.resolve("waiting")])).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1);
    expect(await waiting).toBe("queue_full");
  });

  test("have room for 32 that wait; the next is refused at once", async () => {
    const { enter } = entering();
    const leave = await enter("a");
    const ends = Array.from({ length: 32 }, () => new AbortController());
    const waiting = ends.map(({ signal }, index) => codeOf(enter(`${index}`, signal)));
    await expect(enter("late")).rejects.toMatchObject({ code: "queue_full", retryAfter: 5 });
    leave();
    expect(await waiting[0]).toBe("in");
    for (const end of ends) end.abort(new Error("gone"));
    expect(await Promise.all(waiting.slice(1))).toEqual(Array(31).fill("Error: gone"));
  });

  test("pass to the next one when somebody who waits leaves", async () => {
    const { inside, enter } = entering();
    const leave = await enter("a");
    const end = new AbortController();
    const gone = codeOf(enter("b", end.signal));
    const last = enter("c");
    end.abort(new Error("gone"));
    expect(await gone).toBe("Error: gone");
    leave();
    await last;
    expect(inside).toEqual(["a", "c"]);
  });

  test("of other engines are others", async () => {
    await slotsOf("e").enter(1, never);
    expect(await codeOf(slotsOf("f").enter(1, never))).toBe("in");
    expect(slotsOf("e")).toBe(slotsOf("e"));
  });
});

describe("a pause", () => {
  test("ends after its time, or with its signal, for its reason", async () => {
    const end = new AbortController();
    const done = codeOf(pause(50, end.signal));
    await vi.advanceTimersByTimeAsync(50);
    expect(await done).toBe("in");
    const cut = codeOf(pause(50, end.signal));
    end.abort(new Error("gone"));
    expect(await cut).toBe("Error: gone");
    expect(await codeOf(pause(50, end.signal))).toBe("Error: gone");
  });
});

describe("a deadline", () => {
  test("comes when nothing happens for its time", () => {
    const late = vi.fn((deadline: Deadline) => deadline.abort(new Error("late")));
    const deadline = new Deadline(never, 100, late);
    vi.advanceTimersByTime(99);
    deadline.refresh();
    vi.advanceTimersByTime(99);
    expect(late).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(deadline.signal.reason).toEqual(new Error("late"));
    deadline.stop();
  });

  test("is aborted with its parent, also if that was aborted before, and not after it stopped", () => {
    const parent = new AbortController();
    const ignore = () => undefined;
    const [followed, stopped] = [1, 2].map(() => new Deadline(parent.signal, 100, ignore));
    stopped?.stop();
    parent.abort(new Error("gone"));
    expect(followed?.signal.reason).toEqual(new Error("gone"));
    expect(stopped?.signal.aborted).toBe(false);
    followed?.stop();
    const late = new Deadline(parent.signal, 100, ignore);
    expect(late.signal.reason).toEqual(new Error("gone"));
    late.stop();
  });
});
