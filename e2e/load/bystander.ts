import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "@playwright/test";
import { Client } from "../api/client";
import { ok } from "../api/world";
import { Times } from "./people";

/** Milliseconds in which a caller who has nothing to do with it is answered. */
const BYSTANDER = 250;

interface Bystander {
  /** What they do, such as `PATCH profile`. */
  name: string;
  call: () => Promise<unknown>;
  /** Milliseconds in which 19 of 20 calls are answered. */
  atMost: number;
}

function healthOf(origin: string): Bystander {
  const client = new Client(null, origin);
  const call = async () => ok(await client.get("/api/health"));
  return { name: "/api/health", call, atMost: BYSTANDER };
}

/**
 * Runs the attack while another caller asks again and again, for the server's health if not given. On a
 * machine that is busy with something else, every call is slow, those before the attack too.
 */
export async function whileWatched(
  origin: string,
  attack: () => Promise<void>,
  bystander = healthOf(origin),
): Promise<void> {
  const times = new Times();
  const check = () => times.measure(bystander.call);
  const state = { running: true };
  const checkOften = async () => {
    for (let n = 0; n < 15; n += 1) await check();
  };
  await checkOften();
  const before = times.at(0.95);
  const watching = (async () => {
    while (state.running) {
      await check();
      await sleep(20);
    }
  })();
  await attack().finally(() => (state.running = false));
  await watching;
  await checkOften();
  console.info(`a bystander's ${bystander.name} meanwhile: ${String(times)}`);
  // Of few: a busy machine alone can make a single one late.
  expect(times.at(0.95)).toBeLessThan(Math.max(bystander.atMost, 5 * before));
}
