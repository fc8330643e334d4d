import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "@playwright/test";
import { Client } from "../api/client";
import { ok } from "../api/world";
import { Times } from "./people";

/** Milliseconds in which a caller who has nothing to do with it is answered. */
const BYSTANDER = 250;

/** Runs the attack while another caller asks for the server's health again and again. */
export async function whileWatched(origin: string, attack: () => Promise<void>): Promise<void> {
  const bystander = new Client(null, origin);
  const times = new Times();
  const check = async () => ok(await times.measure(() => bystander.get("/api/health")));
  const state = { running: true };
  const checkOften = async () => {
    for (let n = 0; n < 15; n += 1) await check();
  };
  await checkOften();
  const watching = (async () => {
    while (state.running) {
      await check();
      await sleep(20);
    }
  })();
  await attack().finally(() => (state.running = false));
  await watching;
  await checkOften();
  console.info(`a bystander's /api/health meanwhile: ${String(times)}`);
  // Of few: a busy machine alone can make a single one late.
  expect(times.at(0.95)).toBeLessThan(BYSTANDER);
}
