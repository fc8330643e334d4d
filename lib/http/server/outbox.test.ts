import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { Outbox } from "./outbox";

const MIB = 1024 * 1024;

/** As much of a response as an outbox looks at: bytes that its connection has not taken. */
class Unread extends EventEmitter {
  isDestroyed = false;

  constructor(public writableLength: number) {
    super();
  }

  setTimeout(): void {
    // Only a real connection stalls; `e2e/load/attacks.spec.ts` has one.
  }

  destroy(): void {
    this.isDestroyed = true;
    this.emit("close");
  }
}

function follow(outbox: Outbox, ip: string, bytes: number): Unread {
  const response = new Unread(bytes);
  outbox.follow(response as unknown as ServerResponse, ip);
  return response;
}

test("a caller that leaves much unread is refused until it is read, and no other caller", () => {
  const outbox = new Outbox();
  const response = follow(outbox, "192.0.2.1", 33 * MIB);
  expect(() => outbox.assertRoom("192.0.2.1")).toThrow(/Read the responses/);
  expect(() => outbox.assertRoom("192.0.2.2")).not.toThrow();
  response.writableLength = MIB;
  expect(() => outbox.assertRoom("192.0.2.1")).not.toThrow();
});

test("all addresses of one IPv6 network are one caller", () => {
  const outbox = new Outbox();
  for (let host = 1; host <= 34; host += 1) follow(outbox, `2001:db8::${host}`, MIB);
  expect(() => outbox.assertRoom("2001:db8::ffff")).toThrow(/Read the responses/);
});

test("a connection that is gone counts no more", () => {
  const outbox = new Outbox();
  follow(outbox, "192.0.2.1", 40 * MIB).destroy();
  expect(() => outbox.assertRoom("192.0.2.1")).not.toThrow();
});

test("if all together leave too much unread, whoever leaves most is closed, and nobody else", () => {
  const outbox = new Outbox();
  const most = [follow(outbox, "192.0.2.1", 20 * MIB), follow(outbox, "192.0.2.1", 11 * MIB)];
  const others = Array.from({ length: 4 }, (_, n) => follow(outbox, `198.51.100.${n}`, 20 * MIB));
  outbox.assertRoom("203.0.113.1");
  expect(most.map(({ isDestroyed }) => isDestroyed)).toEqual([true, true]);
  expect(others.some(({ isDestroyed }) => isDestroyed)).toBe(false);
});

test("large responses are made one after another, also after one that failed", async () => {
  const outbox = new Outbox();
  const order: string[] = [];
  const make = (name: string, fails = false) =>
    outbox.oneAtATime("192.0.2.1", async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([make("a"), make("b", true), make("c")]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(order).toEqual(["a", "b", "c"].flatMap((name) => [`${name} begins`, `${name} ends`]));
});
