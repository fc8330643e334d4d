import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const START_SECONDS = 60;
const MIB = 1024 * 1024;
/** `BENCH_PROFILE=1` writes a CPU profile of each server, to be opened in Chrome's developer tools. */
const PROFILING = process.env.BENCH_PROFILE
  ? ["--cpu-prof", "--cpu-prof-dir=bench/results", "--cpu-prof-interval=500"]
  : [];

/** Resident memory in MiB, as it is and after a garbage collection. */
export interface Memory {
  before: number;
  after: number;
}

export interface Server {
  origin: string;
  memory: () => Promise<Memory>;
  stop: () => Promise<void>;
}

export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "model-profiles-bench-"));
}

async function waitUntilReady(origin: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < START_SECONDS * 10; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const response = await fetch(`${origin}/api/health`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error(`the server did not answer within ${START_SECONDS} s`);
}

async function memoryOf(child: ChildProcess): Promise<Memory> {
  const reported = once(child, "message") as Promise<[Memory]>;
  child.send("memory");
  const [{ before, after }] = await reported;
  return { before: before / MIB, after: after / MIB };
}

async function start(port: number, args: string[], env: NodeJS.ProcessEnv): Promise<Server> {
  const node = ["--expose-gc", "--import", "./bench/memory.mjs", ...PROFILING, ...args];
  // On Linux, a server can be held to one core: `SERVER_CORE`.
  const core = env.SERVER_CORE ? ["taskset", "-c", env.SERVER_CORE] : [];
  const [command = "", ...rest] = [...core, process.execPath, ...node];
  const child = spawn(command, rest, {
    env: { ...env, PORT: String(port) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const origin = `http://localhost:${port}`;
  await waitUntilReady(origin, child);
  return {
    origin,
    memory: () => memoryOf(child),
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Serves the benchmark's build from a folder of its own, which is removed when it stops. */
export async function startServer(
  port: number,
  folder: string,
  env: Record<string, string> = {},
): Promise<Server> {
  const serve = ["--conditions=react-server", "scripts/serve.mjs", "production"];
  const server = await start(port, serve, {
    ...process.env,
    NODE_ENV: "production",
    BENCH_BUILD: "1",
    DATABASE_URL: `file:${folder}/bench.db`,
    DATA_DIR: folder,
    LOG_LEVEL: "error",
    // One caller creates more than anyone may keep.
    QUOTA_PROFILES: "0",
    QUOTA_MEGABYTES: "0",
    QUOTA_CHILDREN: "0",
    ...env,
  });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...server, stop };
}

/** Serves everything through Next.js, which the bare routes (`*.bench.ts`) need. */
export function startNextServer(port: number, folder = temporaryFolder()): Promise<Server> {
  return startServer(port, folder, { DIRECT_ROUTES: "false" });
}

/** Serves with `node:http` alone: bytes, or what another file does. */
export function startNodeServer(
  port: number,
  file = "bench/node-server.mjs",
  env: Record<string, string> = {},
): Promise<Server> {
  return start(port, [file], { ...process.env, ...env });
}
