import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const START_SECONDS = 60;

export interface Server {
  origin: string;
  /** MiB that the process holds once it has given back what it needs no more. */
  memory: () => Promise<number>;
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

function residentMiB(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Serves the benchmark's build from a folder of its own. */
export async function startServer(
  port: number,
  folder: string,
  env: Record<string, string> = {},
): Promise<Server> {
  const child = spawn(
    process.execPath,
    ["--expose-gc", "--conditions=react-server", "scripts/serve.mjs", "production"],
    {
      env: {
        ...process.env,
        NODE_ENV: "production",
        BENCH_BUILD: "1",
        PORT: String(port),
        DATABASE_URL: `file:${folder}/bench.db`,
        DATA_DIR: folder,
        LOG_LEVEL: "error",
        ...env,
      },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const origin = `http://localhost:${port}`;
  await waitUntilReady(origin, child);
  return {
    origin,
    memory: async () => {
      await fetch(`${origin}/api/bench`, { method: "DELETE" });
      return residentMiB(child.pid);
    },
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
