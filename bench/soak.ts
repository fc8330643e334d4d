import { randomUUID } from "node:crypto";
import { type Caller, populate } from "./populate";
import { print } from "./report";
import { type Memory, type Server, startServer, temporaryFolder } from "./servers";

/** What the process may hold at the end, in MiB. */
export const MOST_MIB = 350;
/** How much more it may hold at the end than halfway, as a factor. */
const GROWTH_AT_MOST = 1.05;

const PORT = 3407;
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 100_000);
const TENTHS = 10;
const WORKERS = 8;
const SIZE = { users: 100, profiles: 1000 };
const ADMIN = { name: "Bench", email: "bench@example.org", password: "a password for the bench" };
const PAGES = ["/profiles", "/assignments", "/models", "/settings/keys", "/admin/audit"];

const INPUT = {
  type: 1,
  model_name: "qwen3-30b-a3b-q4-k-m",
  base_profile_id: "00000000-0000-0000-0000-000000000001",
  parameters: { temperature: 0.4, top_k: 30 },
  system_prompt: "You are a careful assistant. ".repeat(20),
};

/** One of the parallel clients: whom it calls as, and the profiles it created and has not deleted. */
interface Worker {
  origin: string;
  caller: Caller;
  /** The admin's session, for pages. */
  cookie: string;
  created: string[];
  sent: number;
}

interface Sending {
  path: string;
  expected: number;
  method?: string;
  body?: object;
  headers?: Record<string, string>;
}

async function send(worker: Worker, { path, expected, method = "GET", ...call }: Sending) {
  const response = await fetch(worker.origin + path, {
    method,
    redirect: "manual",
    headers: {
      authorization: `Bearer ${worker.caller.secret}`,
      ...(call.body ? { "content-type": "application/json" } : {}),
      ...call.headers,
    },
    ...(call.body ? { body: JSON.stringify(call.body) } : {}),
  });
  const text = await response.text();
  if (response.status === expected) return text;
  throw new Error(`${method} ${path} answers ${response.status}, not ${expected}: ${text}`);
}

type Step = (worker: Worker) => Promise<unknown>;

const PROFILES = "/api/models/profiles";
const own = ({ caller }: Worker) => `${PROFILES}/${caller.profileId}`;

const resolve: Step = (worker) => send(worker, { path: "/api/resolve/primary", expected: 200 });
const readOne: Step = (worker) => send(worker, { path: own(worker), expected: 200 });
const list: Step = (worker) => send(worker, { path: `${PROFILES}?limit=50`, expected: 200 });
const missing: Step = (worker) =>
  send(worker, { path: `${PROFILES}/${randomUUID()}`, expected: 404 });
const nowhere: Step = (worker) => send(worker, { path: "/api/no/such/path", expected: 404 });
const stranger: Step = (worker) =>
  send(worker, {
    path: "/api/config",
    expected: 401,
    headers: { authorization: `Bearer mp_${randomUUID()}` },
  });
const patch: Step = (worker) => {
  const body = { parameters: { temperature: Math.random() } };
  return send(worker, { path: own(worker), expected: 200, method: "PATCH", body });
};
const create: Step = async (worker) => {
  const body = { ...INPUT, name: `Soak ${randomUUID()}` };
  const text = await send(worker, { path: PROFILES, expected: 201, method: "POST", body });
  worker.created.push((JSON.parse(text) as { id: string }).id);
};
const remove: Step = async (worker) => {
  const id = worker.created.pop();
  if (id === undefined) return create(worker);
  await send(worker, { path: `${PROFILES}/${id}`, expected: 200, method: "DELETE" });
};
const page: Step = (worker) => {
  const path = PAGES[worker.sent % PAGES.length] ?? "/";
  // Without the key: a page is for the session.
  return send(worker, {
    path,
    expected: 200,
    headers: { cookie: worker.cookie, authorization: "" },
  });
};

/** What a worker sends, again and again. */
// prettier-ignore
const STEPS: readonly Step[] = [
  resolve, readOne, list, create, resolve, patch, readOne, missing, resolve, page,
  resolve, readOne, list, remove, resolve, stranger, readOne, patch, resolve, nowhere,
];

async function work(worker: Worker, requests: number): Promise<void> {
  for (let done = 0; done < requests; done += 1) {
    await STEPS[worker.sent % STEPS.length]?.(worker);
    worker.sent += 1;
  }
}

/** Creates the first admin; returns the cookie of its session. */
async function adminCookie(origin: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  await fetch(`${origin}/api/setup`, { method: "POST", headers, body: JSON.stringify(ADMIN) });
  const csrf = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const signedIn = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ csrfToken, email: ADMIN.email, password: ADMIN.password }),
  });
  return cookiesOf(signedIn);
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
}

/** True if the last two tenths hold no more memory than the two at halfway, but for 5 %. */
export function isSteady(memory: readonly Memory[]): boolean {
  const mean = (values: readonly Memory[]) =>
    values.reduce((sum, { after }) => sum + after, 0) / values.length;
  const halfway = memory.slice(TENTHS / 2 - 1, TENTHS / 2 + 1);
  return mean(memory.slice(-2)) <= GROWTH_AT_MOST * mean(halfway);
}

async function soakTenth(
  server: Server,
  workers: Worker[],
): Promise<Memory & { perSecond: number }> {
  const began = performance.now();
  const share = Math.round(REQUESTS / TENTHS / WORKERS);
  await Promise.all(workers.map((worker) => work(worker, share)));
  const perSecond = (share * WORKERS * 1000) / (performance.now() - began);
  return { ...(await server.memory()), perSecond };
}

/** Sends mixed requests and prints the memory of the server after each tenth of them. */
export async function soak(): Promise<{ requests: number; memory: Memory[] }> {
  const folder = temporaryFolder();
  const server = await startServer(PORT, folder);
  const cookie = await adminCookie(server.origin);
  const callers = await populate(folder, SIZE, WORKERS);
  const workers = callers.map((caller, n): Worker => {
    // Each begins elsewhere in the steps, so that kinds of requests meet.
    return { origin: server.origin, caller, cookie, created: [], sent: n };
  });
  print(`${REQUESTS} mixed requests by ${WORKERS} clients`);
  const memory: Memory[] = [];
  for (let tenth = 1; tenth <= TENTHS; tenth += 1) {
    const { before, after, perSecond } = await soakTenth(server, workers);
    memory.push({ before, after });
    print(
      `${String(tenth * (100 / TENTHS)).padStart(3)} %: ${before.toFixed(0)} MiB, ${after.toFixed(0)} MiB after a garbage collection; ${perSecond.toFixed(0)} requests/s`,
    );
  }
  await server.stop();
  return { requests: REQUESTS, memory };
}
