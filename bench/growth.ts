import { compare, type Plan, type Shape } from "./load";
import { type Caller, populate, type Size } from "./populate";
import type { Row } from "./report";
import { type Server, startServer, temporaryFolder } from "./servers";

const SMALL: Size = { users: 10, profiles: 100 };
export const LARGE: Size = { users: 10_000, profiles: 100_000 };
/** As many in both, so that caches serve both alike. */
const CALLERS = 10;
const PORTS = [3401, 3402] as const;

interface Side {
  server: Server;
  callers: Caller[];
}

async function side(size: Size, port: number): Promise<Side> {
  const folder = temporaryFolder();
  const server = await startServer(port, folder);
  return { server, callers: await populate(folder, size, CALLERS) };
}

type PathOf = (caller: Caller) => Shape["requests"][number]["path"];

function shape({ server, callers }: Side, pathOf: PathOf): Shape {
  const requests = callers.map((caller) => ({
    path: pathOf(caller),
    headers: { authorization: `Bearer ${caller.secret}` },
  }));
  return { origin: server.origin, method: "GET", requests };
}

export interface Growth {
  rows: Row[];
  /** MiB of the large database's server, and of the small one's, after the same load. */
  memory: { large: number; small: number };
}

/** The same calls on a large and on a small database, each with a server of its own. */
export async function measureGrowth(plan: Plan): Promise<Growth> {
  const small = await side(SMALL, PORTS[0]);
  const large = await side(LARGE, PORTS[1]);
  const rows: Row[] = [];
  const paths: [string, PathOf][] = [
    ["resolve", () => "/api/resolve/primary"],
    ["by id", (caller) => `/api/models/profiles/${caller.profileId}`],
    ["first page", () => "/api/models/profiles?limit=50"],
    // Every request is one that nobody asked before, so no cache can answer it.
    ["first page, uncached", () => () => `/api/models/profiles?limit=50&q=${Math.random()}`],
  ];
  for (const [name, path] of paths) {
    const result = await compare(shape(large, path), shape(small, path), plan);
    rows.push({ name: `${name}: 100,000 profiles against 100`, result, atLeast: 1 / 1.2 });
  }
  const memory = {
    large: (await large.server.memory()).after,
    small: (await small.server.memory()).after,
  };
  await Promise.all([small.server.stop(), large.server.stop()]);
  return { rows, memory };
}
