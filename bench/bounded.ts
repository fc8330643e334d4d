import { setTimeout as sleep } from "node:timers/promises";
import { compare, type Plan, type Shape } from "./load";
import { bound, type Caller, populate } from "./populate";
import type { Row } from "./report";
import { setBareBytes } from "./routes";
import { startNextServer, startServer, temporaryFolder } from "./servers";

const PORTS = [3403, 3404] as const;
const SIZE = { users: 10_000, profiles: 10_000 };
const CALLERS = 1000;
/** Milliseconds between two saves, each of which makes every kept answer void. */
const PAUSE = 100;
const PATH = "/api/resolve/primary";
const BARE_PATH = "/api/bench/any";

function asking(origin: string, callers: readonly Caller[], path: string): Shape {
  const requests = callers.map(({ secret }) => ({
    path,
    headers: { authorization: `Bearer ${secret}` },
  }));
  return { origin, method: "GET", requests };
}

/** Saves a profile again and again until `work` is done. */
async function whileSaving<T>(origin: string, caller: Caller, work: () => Promise<T>): Promise<T> {
  const end = new AbortController();
  const saving = (async () => {
    for (let n = 0; !end.signal.aborted; n += 1) {
      const answer = await fetch(`${origin}/api/models/profiles/${caller.profileId}`, {
        method: "PATCH",
        headers: {
          authorization: `Bearer ${caller.secret}`,
          "content-type": "application/json",
        },
        body: JSON.stringify({ description: `Saved ${n} times` }),
      });
      if (!answer.ok) throw new Error(`saving answers ${answer.status}`);
      await sleep(PAUSE);
    }
  })();
  try {
    return await work();
  } finally {
    end.abort();
    await saving;
  }
}

/** What resolving takes where admins have set limits, among many people. */
export async function measureBounded(plan: Plan): Promise<Row[]> {
  const folder = temporaryFolder();
  const { origin, stop } = await startServer(PORTS[0], folder);
  const bare = await startNextServer(PORTS[1]);
  const callers = await populate(folder, SIZE, CALLERS);
  const [first, ...others] = callers;
  if (!first) throw new Error("the sample has a caller");
  await bound(folder, first);
  const resolving = asking(origin, [first], PATH);
  await setBareBytes(resolving, bare.origin);
  const one = await compare(resolving, asking(bare.origin, [first], BARE_PATH), plan);
  const many = await whileSaving(origin, first, () =>
    compare(asking(origin, others, PATH), asking(bare.origin, others, BARE_PATH), plan),
  );
  await Promise.all([stop(), bare.stop()]);
  return [
    { name: "resolve with bounds", result: one, atLeast: 3, p99AtMost: 1 },
    // Hardly any response comes from the cache: this is what computing it takes.
    { name: "resolve with bounds, of 999 people while one saves", result: many },
  ];
}
