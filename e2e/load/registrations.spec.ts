import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { Client } from "../api/client";
import { expectProblem, ok, PASSWORD, uniqueEmail } from "../api/world";
import { openAccount, Times } from "./people";
import { endAll, startedWith } from "./servers";

const PORT = 3633;
const ATTACKERS = 50;
/** Registrations that one IP address gets through in 10 minutes. */
const LIMIT = 20;
/** Milliseconds in which the health check has to answer whatever others do. */
const PROMPT = 250;

test.afterEach(endAll);

/** Asks for the health again and again until it is stopped; how long each answer took. */
function pollHealth(origin: string) {
  const times = new Times();
  const state = { stopped: false };
  const poll = async () => {
    while (!state.stopped) {
      const answer = await times.measure(() => new Client(null, origin).get("/api/health"));
      expect(ok(answer).body.status).toBe("ok");
      await sleep(10);
    }
    return times;
  };
  const polling = poll();
  return () => {
    state.stopped = true;
    return polling;
  };
}

function register(origin: string, address?: string) {
  const account = { name: "Attacker", email: uniqueEmail("attacker"), password: PASSWORD };
  return new Client(null, origin, address).post("/api/register", account);
}

for (const heap of ["", "--max-old-space-size=512"]) {
  test(`50 registrations at once delay neither a sign-in nor the health check (${heap || "default heap"})`, async () => {
    const NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} ${heap}`;
    const server = await startedWith(PORT, { NODE_OPTIONS });
    const { origin } = server;
    const { email } = await openAccount(origin);
    // The first one loads what registers.
    ok(await register(origin), 201);
    const stop = pollHealth(origin);
    const signIns = new Times();
    for (const address of [undefined, "192.0.2.66"]) {
      const attack = Array.from({ length: ATTACKERS }, () => register(origin, address));
      const somebody = new Client(null, origin);
      await signIns.measure(() => somebody.signIn(email, PASSWORD));
      ok(await somebody.get("/api/me"));
      const answers = await Promise.all(attack);
      const refused = answers.filter(({ status }) => status !== 201);
      // Each from an address of its own: nobody can tell them from people.
      expect(refused.length).toBe(address === undefined ? 0 : ATTACKERS - LIMIT);
      for (const answer of refused) {
        expectProblem(answer, 429, "rate_limited");
        expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      }
    }
    const health = await stop();
    console.info(`registrations ${heap}: sign-in ${String(signIns)}; health ${String(health)}`);
    // Of few: a busy machine alone can make a single one late.
    expect(health.at(0.95)).toBeLessThanOrEqual(PROMPT);
    expect(await server.end()).toBe(0);
  });
}
