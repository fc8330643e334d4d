import { setTimeout as sleep } from "node:timers/promises";
import { compare, type Shape } from "./load";
import { bound, type Caller, populate } from "./populate";
import { againstBare, type Row } from "./routes";
import { startServer, temporaryFolder } from "./servers";

const PORT = 3403;
const SIZE = { users: 10_000, profiles: 10_000 };
const CALLERS = 1000;
/** Milliseconds between two saves, each of which makes every kept answer void. */
const PAUSE = 100;
const PATH = "/api/resolve/primary";

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

/** What resolving takes where admins have set bounds, among many people. */
export async function measureBounded(plan: { rounds: number; seconds: number }): Promise<Row[]> {
  const folder = temporaryFolder();
  const { origin, stop } = await startServer(PORT, folder);
  const callers = await populate(folder, SIZE, CALLERS);
  const [first, ...others] = callers;
  if (!first) throw new Error("the sample has a caller");
  await bound(folder, first);
  const bare = "/api/bench/any";
  const one = await againstBare(asking(origin, [first], PATH), bare, plan);
  const many = await whileSaving(origin, first, () =>
    compare(asking(origin, others, PATH), asking(origin, others, bare), plan),
  );
  await stop();
  return [
    { name: "resolve with bounds", result: one, atLeast: 0.8, p99AtMost: 2 },
    // Hardly any answer is one that was given before: this is what working it out takes.
    { name: "resolve with bounds, of 999 people while one saves", result: many },
  ];
}
