import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "@playwright/test";

/** Milliseconds that a server may take to come up, or to end. */
const PATIENCE = 60_000;

/** Not set, whatever the machine or `.env` says. */
const NOTHING_SET = {
  DATABASE_AUTH_TOKEN: "",
  DATABASE_SYNC_URL: "",
  DATABASE_SYNC_INTERVAL: "",
  DIRECT_ROUTES: "",
  ENGINE_CHECK_INTERVAL: "",
  GATEWAY_HEADERS_WITHIN: "",
  GATEWAY_LOAD_WITHIN: "",
  GATEWAY_TOTAL_WITHIN: "",
  HOST: "",
  METRICS_OPEN_ON_LOOPBACK: "",
  OTEL_EXPORTER_OTLP_ENDPOINT: "",
  QUOTA_CHILDREN: "",
  QUOTA_KEYS: "",
  QUOTA_MEGABYTES: "",
  QUOTA_PROFILES: "",
  QUOTA_REVISIONS: "",
  RATE_LIMIT: "",
  REGISTRATION_LIMIT: "",
  SESSION_DAYS: "",
};

type Environment = Record<string, string>;

const running = new Set<Program>();
const started = new Set<Program>();
const folders = new Set<string>();

/** A new empty folder, gone after the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "model-profiles-load-"));
  folders.add(folder);
  return folder;
}

/** Ends what a test left running and removes its folders; for `afterEach`. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((program) => program.end("SIGKILL")));
  if (test.info().errors.length > 0) {
    for (const program of started) {
      await test.info().attach("output of a server", { body: program.output.slice(-20_000) });
    }
  }
  started.clear();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

/** A program of the test's own, which answers over HTTP. Its output is kept for messages. */
export class Program {
  private child: ChildProcess | undefined;
  private ended: Promise<number | null> = Promise.resolve(null);
  output = "";

  constructor(
    private readonly command: string,
    private readonly args: readonly string[],
    private readonly healthUrl: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Starts it (again), and waits until it is ready. */
  async start(): Promise<void> {
    const child = spawn(this.command, this.args, {
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    running.add(this);
    started.add(this);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data: Buffer) => {
        this.output += data.toString();
      });
    }
    this.ended = new Promise((resolve) => {
      child.once("close", (code) => {
        running.delete(this);
        resolve(code);
      });
    });
    await this.ready();
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    while (Date.now() < deadline) {
      await sleep(50);
      if (this.child?.exitCode !== null || this.child.signalCode !== null) break;
      const answer = await fetch(this.healthUrl).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok) return;
    }
    throw new Error(`${this.healthUrl} does not answer:\n${this.output}`);
  }

  /** Of the process that runs, or ran last. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Its exit code; `null` where the signal itself ended it. */
  async end(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<number | null> {
    this.child?.kill(signal);
    const late = setTimeout(() => this.child?.kill("SIGKILL"), PATIENCE);
    const code = await this.ended;
    clearTimeout(late);
    return code;
  }
}

/** The built app, on a port and with data of its own; `within` are the words of what runs it. */
export class AppServer extends Program {
  readonly origin: string;

  constructor(port: number, env: Environment, within: readonly string[] = []) {
    const origin = `http://localhost:${port}`;
    const serve = [
      process.execPath,
      "--conditions=react-server",
      "scripts/serve.mjs",
      "production",
    ];
    const [command = "", ...args] = [...within, ...serve];
    super(command, args, `${origin}/api/health`, {
      ...process.env,
      ...NOTHING_SET,
      PORT: String(port),
      MODELS_FILE: "./.models.json",
      AUTH_SECRET: "of these tests alone, and long enough",
      TRUST_PROXY: "1",
      LOG_LEVEL: "warn",
      ...env,
    });
    this.origin = origin;
  }
}

/** App servers on one database file, not started yet; a port for each. */
export function serversOn(folder: string, ...ports: number[]): AppServer[] {
  return ports.map(
    (port) => new AppServer(port, { DATA_DIR: folder, DATABASE_URL: `file:${fileIn(folder)}` }),
  );
}

/** The app, started with a new folder of its own and these variables. */
export async function startedWith(
  port: number,
  env: Environment,
  folder = freshFolder(),
): Promise<AppServer> {
  const data = { DATA_DIR: folder, DATABASE_URL: `file:${fileIn(folder)}` };
  const server = new AppServer(port, { ...data, ...env });
  await server.start();
  return server;
}

export function fileIn(folder: string): string {
  return path.join(folder, "model-profiles.db");
}
