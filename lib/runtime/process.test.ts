import { afterEach, beforeEach, expect, test } from "vitest";
import {
  announceStop,
  markStarted,
  onShutdown,
  onStopping,
  runShutdown,
  singleton,
  whenStarted,
} from "./process";

const KEYS = ["start", "stopping", "shutdown", "a test", "another test"].map((name) =>
  Symbol.for(`model-profiles.${name}`),
);
let before: unknown[];

// Each test has a process of its own; what the real one has registered is put back.
beforeEach(() => {
  before = KEYS.map((key): unknown => Reflect.get(globalThis, key));
  for (const key of KEYS) Reflect.deleteProperty(globalThis, key);
});
afterEach(() => {
  KEYS.forEach((key, index) => Reflect.set(globalThis, key, before[index]));
});

test("a value of the process is created once, and each name has its own", () => {
  let created = 0;
  const value = () => singleton("a test", () => ({ number: (created += 1) }));
  expect(value()).toBe(value());
  expect(singleton("another test", () => "x")).toBe("x");
  expect(created).toBe(1);
});

test("who waits for the start goes on once everything is ready, and later callers at once", async () => {
  const done: string[] = [];
  const waiting = whenStarted().then(() => done.push("early"));
  await Promise.resolve();
  expect(done).toEqual([]);
  markStarted();
  await waiting;
  await whenStarted();
  expect(done).toEqual(["early"]);
});

test("a stop is announced once, to every listener in order", () => {
  const heard: string[] = [];
  for (const name of ["a", "b"]) onStopping(() => heard.push(name));
  announceStop();
  announceStop();
  expect(heard).toEqual(["a", "b"]);
});

test("the last step that was registered runs first, each after the one before has ended", async () => {
  const done: string[] = [];
  for (const name of ["first", "second"]) {
    onShutdown(async () => {
      done.push(`${name} begins`);
      await Promise.resolve();
      done.push(`${name} ends`);
    });
  }
  expect(await runShutdown()).toEqual([]);
  expect(done).toEqual(["second begins", "second ends", "first begins", "first ends"]);
});

test("a step that fails does not keep the others from running, and its error is returned", async () => {
  const done: string[] = [];
  const broken = new Error("no");
  onShutdown(() => Promise.resolve(void done.push("first")));
  onShutdown(() => Promise.reject(broken));
  onShutdown(() => Promise.resolve(void done.push("third")));
  expect(await runShutdown()).toEqual([broken]);
  expect(done).toEqual(["third", "first"]);
  expect(await runShutdown()).toEqual([]);
});
