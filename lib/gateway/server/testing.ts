import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, vi } from "vitest";
import { type Answers, startEngine } from "@/e2e/engines/engine";
import type { StandIn } from "@/e2e/engines/server";
import type { EngineTarget } from "@/lib/engines/target";
import { directListener, loadRoutes } from "@/lib/http/server/dispatch";
import { bearer, forgetSingleton, listen, serveWorld } from "@/lib/http/server/testing";
import { BEN, CHAT, type testWorld } from "@/lib/testing";

type World = ReturnType<typeof testWorld>;

/** An engine at a URL; `http://host/v1` for all but Ollama. */
export function engineAt(
  kind: EngineTarget["kind"],
  origin: string,
  more: Partial<EngineTarget> = {},
): EngineTarget {
  return {
    id: randomUUID(),
    name: `the ${kind}`,
    kind,
    url: kind === "ollama" ? origin : `${origin}/v1`,
    key: "sk-engine-secret",
    isLocal: true,
    maxParallel: 4,
    priority: 0,
    model: "engine-model",
    context: null,
    flags: [],
    status: "up",
    ...more,
  };
}

const STATE = ["gateway-engines", "gateway-breakers", "gateway-slots", "gateway-refusals"];

/** Sets the engines of a model. */
function setEnginesOf(enginesOf: (modelId: string) => EngineTarget[]): void {
  const provider = (_ctx: unknown, modelId: string) => Promise.resolve(enginesOf(modelId));
  Reflect.set(globalThis, Symbol.for("model-profiles.gateway-engines"), provider);
}

/** Sets the engines of every model. */
function setEngines(...engines: EngineTarget[]): void {
  setEnginesOf(() => engines);
}

/** The route files over HTTP, called as `server.ts` calls them. */
async function listenAsServer() {
  const match = await loadRoutes();
  const toRoute = directListener();
  return listen((request, response) => {
    request.headers["x-client-address"] = "192.0.2.1";
    const requestId = randomUUID();
    request.headers["x-request-id"] = requestId;
    request.rawHeaders.push("x-client-address", "192.0.2.1", "x-request-id", requestId);
    const found = match(request.method ?? "", request.url ?? "");
    if (found) void toRoute(request, response, found);
    else response.writeHead(404).end();
  });
}

/** The gateway of each test over HTTP, with the world's profiles and the engines that a test sets. */
export function testGateway(world: World) {
  serveWorld(world);
  let gateway: Awaited<ReturnType<typeof listen>>;
  let authorization: string;
  const started: StandIn[] = [];
  beforeEach(async () => {
    gateway = await listenAsServer();
    ({ authorization } = await bearer(world, BEN, "infer"));
  });
  afterEach(async () => {
    await gateway.close();
    vi.unstubAllEnvs();
    for (const name of STATE) forgetSingleton(name);
    await Promise.all(started.splice(0).map((engine) => engine.close()));
  });
  return {
    get origin() {
      return gateway.origin;
    },
    get key() {
      return authorization.replace("Bearer ", "");
    },
    /** Starts a stand-in that ends with the test. */
    async start(kind: EngineTarget["kind"], answers?: Answers) {
      const engine = await startEngine(kind, answers);
      started.push(engine);
      return engine;
    },
    /** Starts the only engine, which runs every model. */
    async startOnly(kind: EngineTarget["kind"], answers?: Answers, more?: Partial<EngineTarget>) {
      const engine = await this.start(kind, answers);
      setEngines(engineAt(kind, engine.url, more));
      return engine;
    },
    setEngines,
    setEnginesOf,
    post(path: string, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) {
      return fetch(gateway.origin + path, {
        method: "POST",
        headers: { "content-type": "application/json", authorization, ...headers },
        body: JSON.stringify(body),
        ...(signal ? { signal } : {}),
      });
    },
    get(path: string, headers: Record<string, string> = {}) {
      return fetch(gateway.origin + path, { headers: { authorization, ...headers } });
    },
  };
}

/**
 * Milliseconds from an act to its effect, five times: a busy machine is late now and then, a delay of
 * ours always. `prepare` makes ready for the next time, by how many there were.
 */
export async function fiveTimes(
  prepare: (done: number) => Promise<[act: () => void, effect: () => unknown]>,
): Promise<number[]> {
  const times: number[] = [];
  while (times.length < 5) {
    const [act, effect] = await prepare(times.length);
    const start = performance.now();
    act();
    await effect();
    times.push(performance.now() - start);
  }
  return times;
}

/** A request for chat; `CHAT` is the model of the task Primary. */
export function chat(more: object = {}): object {
  return { model: `model:${CHAT}`, messages: [{ role: "user", content: "Hello" }], ...more };
}
