import { type Figure, showFigures } from "../figures";
import { type Figures, interleave, middle, type Plan, ratio, type Shape } from "../load";
import { addEngine, populate } from "../populate";
import { print } from "../report";
import { type Server, startNodeServer, startServer, temporaryFolder } from "../servers";
import { delaysOfMany, firstTexts, percentile } from "./streams";

const PORTS = { engine: 3407, relay: 3408, gateway: 3409 } as const;
const PATH = "/v1/chat/completions";
const REQUESTS = 1000;
const STREAMS = 500;
/** Each of the streams has this many chunks, one every so many milliseconds. */
const PACE = { chunks: 200, every: 50 };
const AT_ONCE = { chunks: 3, every: 0 };

type Side = "engine" | "relay" | "gateway" | "other";

/** Another gateway that runs and passes requests on to the engine: its origin and its headers as JSON. */
function otherGateway(body: (stream: boolean) => string, stream: boolean): Shape | undefined {
  const { BENCH_OTHER: origin, BENCH_OTHER_HEADERS = "{}" } = process.env;
  if (!origin) return undefined;
  const headers = JSON.parse(BENCH_OTHER_HEADERS) as Record<string, string>;
  return { origin, method: "POST", requests: [{ path: PATH, headers, body: () => body(stream) }] };
}

const MESSAGES = [
  { role: "system", content: "You are a careful assistant. ".repeat(20) },
  { role: "user", content: "Say hello." },
];

function bodyOf(model: string) {
  return (stream: boolean) =>
    JSON.stringify({ model, messages: MESSAGES, temperature: 0.4, stream });
}

function shapesOf(secret: string, stream: boolean): Record<Side, Shape> {
  const shape = (port: number, model: string, headers = {}): Shape => {
    const body = () => bodyOf(model)(stream);
    const requests = [{ path: PATH, headers, body }];
    return { origin: `http://localhost:${port}`, method: "POST", requests };
  };
  const key = { authorization: `Bearer ${secret}` };
  const other = otherGateway(bodyOf("m"), stream);
  return {
    engine: shape(PORTS.engine, "m"),
    relay: shape(PORTS.relay, "m"),
    gateway: shape(PORTS.gateway, "task:primary", key),
    ...(other ? { other } : {}),
  } as Record<Side, Shape>;
}

async function setPace(pace: object): Promise<void> {
  const body = JSON.stringify(pace);
  await fetch(`http://localhost:${PORTS.engine}${PATH}`, { method: "PUT", body });
}

async function firstTextFigures(secret: string): Promise<Figure[]> {
  await setPace(AT_ONCE);
  const times: Partial<Record<Side, number[]>> = await firstTexts(shapesOf(secret, true), REQUESTS);
  const added = (side: Side, part: number) =>
    percentile(times[side] ?? [], part) - percentile(times.engine ?? [], part);
  print(`The relay adds ${added("relay", 0.5).toFixed(2)} ms to the first text (p50)`);
  const what = "added to the first text";
  const figures: Figure[] = [
    { what: `${what}, p50`, value: added("gateway", 0.5), unit: "ms", target: 1, is: "at most" },
    { what: `${what}, p99`, value: added("gateway", 0.99), unit: "ms", target: 5, is: "at most" },
  ];
  if (!times.other) return figures;
  const target = added("other", 0.5);
  const other = { what: `${what}, against the other gateway`, unit: "ms", target };
  return [...figures, { ...other, value: added("gateway", 0.5), is: "under" }];
}

async function plainFigures(secret: string, plan: Plan): Promise<Figure[]> {
  const rounds: Partial<Record<Side, Figures[]>> = await interleave(shapesOf(secret, false), plan);
  for (const [side, figures] of Object.entries(rounds)) {
    const { throughput, p50, p99 } = middle(figures);
    const times = `p50 ${p50.toFixed(2)}, p99 ${p99.toFixed(2)} ms`;
    print(`${side}: ${throughput.toFixed(0)} requests/s, ${times}`);
  }
  const { gateway = [], relay = [], other } = rounds;
  const against = (what: string, reference: readonly Figures[], target: number): Figure => {
    const value = ratio("throughput", gateway, reference);
    return { what: `requests/s against ${what}`, value, unit: "×", target, is: "at least" };
  };
  const figures = [against("the relay", relay, 0.5)];
  return other ? [...figures, against("the other gateway", other, 2)] : figures;
}

async function streamFigures(secret: string, server: Server): Promise<Figure[]> {
  await setPace(PACE);
  const { relay, gateway } = shapesOf(secret, true);
  const byRelay = percentile(await delaysOfMany(relay, STREAMS), 0.99);
  print(`${STREAMS} streams by the relay: a chunk takes ${byRelay.toFixed(1)} ms (p99)`);
  const value = percentile(await delaysOfMany(gateway, STREAMS), 0.99);
  const { before } = await server.memory();
  const what = `${STREAMS} streams`;
  return [
    { what: `${what}: a chunk takes, p99`, value, unit: "ms", target: 50, is: "at most" },
    { what: `${what}: memory`, value: before, unit: "MiB", target: 400, is: "at most" },
  ];
}

/** Serves the gateway in front of the engine, with a caller who may use it. */
async function startGateway(engine: Server, env: Record<string, string>) {
  const folder = temporaryFolder();
  const server = await startServer(PORTS.gateway, folder, env);
  const [caller] = await populate(folder, { users: 10, profiles: 400 }, 10);
  if (!caller) throw new Error("the sample has a caller");
  await addEngine(folder, engine.origin);
  return { server, secret: caller.secret };
}

/**
 * What the gateway adds to an engine that answers at once, against a bare relay; and 500 streams at once
 * through a server on one core. `BENCH_OTHER` names another gateway to compare with.
 */
export async function measureGateway(plan: Plan): Promise<Figure[]> {
  const engine = await startNodeServer(PORTS.engine, "bench/gateway/engine.mjs");
  const env = { ENGINE: engine.origin };
  const relay = await startNodeServer(PORTS.relay, "bench/gateway/relay.mjs", env);
  const free = await startGateway(engine, {});
  const figures = [
    ...(await firstTextFigures(free.secret)),
    ...(await plainFigures(free.secret, plan)),
  ];
  await free.server.stop();
  const held = await startGateway(engine, { SERVER_CORE: "0" });
  figures.push(...(await streamFigures(held.secret, held.server)));
  showFigures(figures);
  await Promise.all([held.server.stop(), relay.stop(), engine.stop()]);
  return figures;
}
