import { randomUUID } from "node:crypto";
import { compare, type Comparison, type Shape } from "./load";
import type { Caller } from "./populate";
import type { Server } from "./servers";

export interface Row {
  name: string;
  result: Comparison;
  /** What the ratio of the throughputs must reach. */
  atLeast?: number;
  /** What the ratio of the 99th percentiles may reach. */
  p99AtMost?: number;
}

const PROFILE = {
  type: 1,
  model_name: "qwen3-30b-a3b-q4-k-m",
  base_profile_id: "00000000-0000-0000-0000-000000000001",
  parameters: { temperature: 0.4, top_k: 30 },
  system_prompt: "You are a careful assistant. ".repeat(20),
};

/** The bytes that the real route answers with, from then on also the bare route's. */
async function setBareBytes(origin: string, shape: Shape): Promise<void> {
  const [first] = shape.requests;
  if (!first) throw new Error("a shape has a request");
  const response = await fetch(origin + first.path, {
    method: shape.method,
    headers: { "content-type": "application/json", ...first.headers },
    ...(first.body ? { body: first.body() } : {}),
  });
  if (!response.ok) throw new Error(`${first.path} answers ${response.status}`);
  await fetch(`${origin}/api/bench`, { method: "PUT", body: await response.text() });
}

/** A route of the contract against a bare one with the same bytes, in one server. */
export async function againstBare(
  shape: Shape,
  barePath: string,
  plan: { rounds: number; seconds: number },
): Promise<Comparison> {
  await setBareBytes(shape.origin, shape);
  const [first] = shape.requests;
  const bare: Shape = { ...shape, requests: [{ ...first, path: barePath }] };
  return compare(shape, bare, plan);
}

/** Every route that has a target, and whose name holds `only`. */
export async function measureRoutes(
  server: Server,
  caller: Caller,
  plan: { rounds: number; seconds: number },
  only: string,
): Promise<Row[]> {
  const { origin } = server;
  const headers = { authorization: `Bearer ${caller.secret}` };
  const reading = (path: string): Shape => ({
    origin,
    method: "GET",
    requests: [{ path, headers }],
  });
  const byId = `/api/models/profiles/${caller.profileId}`;
  const create = () => JSON.stringify({ ...PROFILE, name: `Bench ${randomUUID()}` });
  const patch = () => JSON.stringify({ parameters: { temperature: Math.random() } });
  const writing = (method: "POST" | "PATCH", path: string, body: () => string): Shape => ({
    origin,
    method,
    requests: [{ path, headers, body }],
  });
  const list = "/api/models/profiles?limit=50";
  // At the same kind of address: one with a parameter costs Next.js itself more to find.
  const plain = "/api/bench";
  const withId = "/api/bench/any";
  const rows: (Omit<Row, "result"> & { shape: Shape; bare: string })[] = [
    {
      name: "GET /api/resolve/primary",
      shape: reading("/api/resolve/primary"),
      bare: withId,
      atLeast: 0.8,
      p99AtMost: 2,
    },
    { name: "GET profile by id", shape: reading(byId), bare: withId, atLeast: 0.7 },
    { name: "GET list of 50", shape: reading(list), bare: plain, atLeast: 0.4 },
    {
      name: "POST profile",
      shape: writing("POST", "/api/models/profiles", create),
      bare: plain,
      atLeast: 0.3,
    },
    {
      name: "PATCH profile",
      shape: writing("PATCH", byId, patch),
      bare: withId,
      atLeast: 0.3,
    },
  ];
  const measured: Row[] = [];
  for (const { shape, bare, ...row } of rows.filter(({ name }) => name.includes(only))) {
    measured.push({ ...row, result: await againstBare(shape, bare, plan) });
  }
  return measured;
}
