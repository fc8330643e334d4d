import { randomUUID } from "node:crypto";
import { type Figures, interleave, middle, type Plan, ratio, type Shape } from "./load";
import { type Caller, populate } from "./populate";
import type { Row } from "./report";
import {
  type Server,
  startNextServer,
  startNodeServer,
  startServer,
  temporaryFolder,
} from "./servers";

const PORTS = { direct: 3400, next: 3405, node: 3406 } as const;
const SIZE = { users: 10, profiles: 400 };

/** Who answers: the call itself in either way, and for comparison the same bytes from a bare one. */
export type Side = "direct" | "next" | "bare" | "node";

export interface RouteFigures {
  name: string;
  sides: Record<Side, Figures>;
  /** MiB after a garbage collection; the bare route is in the process of `next`. */
  memory: Record<Side, number>;
  /** Requests/s against the bare route, the 99th percentile against Next.js. */
  row: Row;
}

const PROFILE = {
  type: 1,
  model_name: "qwen3-30b-a3b-q4-k-m",
  base_profile_id: "00000000-0000-0000-0000-000000000001",
  parameters: { temperature: 0.4, top_k: 30 },
  system_prompt: "You are a careful assistant. ".repeat(20),
};

interface Call {
  name: string;
  method: Shape["method"];
  path: (caller: Caller) => string;
  body?: () => string;
  /** Of the same kind: Next.js takes longer to find one with a parameter. */
  barePath: string;
  atLeast: number;
}

const PLAIN = "/api/bench";
const WITH_ID = "/api/bench/any";
const byId = ({ profileId }: Caller) => `/api/models/profiles/${profileId}`;

const CALLS: readonly Call[] = [
  {
    name: "GET /api/resolve/primary",
    method: "GET",
    path: () => "/api/resolve/primary",
    barePath: WITH_ID,
    atLeast: 3,
  },
  { name: "GET profile by id", method: "GET", path: byId, barePath: WITH_ID, atLeast: 3 },
  {
    name: "GET list of 50",
    method: "GET",
    path: () => "/api/models/profiles?limit=50",
    barePath: PLAIN,
    atLeast: 1.6,
  },
  {
    name: "POST profile",
    method: "POST",
    path: () => "/api/models/profiles",
    body: () => JSON.stringify({ ...PROFILE, name: `Bench ${randomUUID()}` }),
    barePath: PLAIN,
    atLeast: 0.45,
  },
  {
    name: "PATCH profile",
    method: "PATCH",
    path: byId,
    body: () => JSON.stringify({ parameters: { temperature: Math.random() } }),
    barePath: WITH_ID,
    atLeast: 0.45,
  },
];

const P99_AT_MOST = 0.5;

function shapeOf({ method, body }: Call, origin: string, caller: Caller, path: string): Shape {
  const headers = { authorization: `Bearer ${caller.secret}` };
  return { origin, method, requests: [{ path, headers, ...(body ? { body } : {}) }] };
}

/** Makes the bare route of a server answer with the bytes that the real route answers with. */
export async function setBareBytes(shape: Shape, bareOrigin: string): Promise<void> {
  const [first] = shape.requests;
  if (!first) throw new Error("a shape has a request");
  const path = typeof first.path === "string" ? first.path : first.path();
  const response = await fetch(shape.origin + path, {
    method: shape.method,
    headers: { "content-type": "application/json", ...first.headers },
    ...(first.body ? { body: first.body() } : {}),
  });
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  await fetch(bareOrigin + PLAIN, { method: "PUT", body: await response.text() });
}

/** A server with its own database and a caller who is in it. */
interface Target {
  server: Server;
  caller: Caller;
}

async function target(start: (folder: string) => Promise<Server>): Promise<Target> {
  const folder = temporaryFolder();
  const server = await start(folder);
  const [caller] = await populate(folder, SIZE, SIZE.users);
  if (!caller) throw new Error("the sample has a caller");
  return { server, caller };
}

async function measureCall(
  call: Call,
  { direct, next, node }: { direct: Target; next: Target; node: Server },
  plan: Plan,
): Promise<RouteFigures> {
  const real = ({ server, caller }: Target) =>
    shapeOf(call, server.origin, caller, call.path(caller));
  const shapes: Record<Side, Shape> = {
    node: shapeOf(call, node.origin, next.caller, call.barePath),
    bare: shapeOf(call, next.server.origin, next.caller, call.barePath),
    next: real(next),
    direct: real(direct),
  };
  await setBareBytes(shapes.direct, next.server.origin);
  await setBareBytes(shapes.direct, node.origin);
  const rounds = await interleave(shapes, plan);
  const sides = {
    direct: middle(rounds.direct),
    next: middle(rounds.next),
    bare: middle(rounds.bare),
    node: middle(rounds.node),
  };
  const result = {
    throughput: ratio("throughput", rounds.direct, rounds.bare),
    p99: ratio("p99", rounds.direct, rounds.next),
    subject: sides.direct,
    reference: sides.bare,
  };
  const ofNext = (await next.server.memory()).after;
  const memory = {
    direct: (await direct.server.memory()).after,
    next: ofNext,
    bare: ofNext,
    node: (await node.memory()).after,
  };
  const targets = { atLeast: call.atLeast, p99AtMost: P99_AT_MOST };
  return { name: call.name, sides, memory, row: { name: call.name, result, ...targets } };
}

/** Measures every call that has a target and whose name contains `only`. */
export async function measureRoutes(plan: Plan, only: string): Promise<RouteFigures[]> {
  const direct = await target((folder) => startServer(PORTS.direct, folder));
  const next = await target((folder) => startNextServer(PORTS.next, folder));
  const node = await startNodeServer(PORTS.node);
  const measured: RouteFigures[] = [];
  for (const call of CALLS.filter(({ name }) => name.includes(only))) {
    measured.push(await measureCall(call, { direct, next, node }, plan));
  }
  await Promise.all([direct.server.stop(), next.server.stop(), node.stop()]);
  return measured;
}
