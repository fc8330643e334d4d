import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import { measureBounded } from "./bounded";
import { measureGrowth } from "./growth";
import { populate } from "./populate";
import { measureRoutes, type Row } from "./routes";
import { startServer, temporaryFolder } from "./servers";
import { holds as figureHolds } from "./web/figures";
import { measureWeb } from "./web/run";

const PORT = 3400;
const MEMORY_AT_MOST = 64;
const PLAN = {
  rounds: Number(process.env.BENCH_ROUNDS ?? 7),
  seconds: Number(process.env.BENCH_SECONDS ?? 3),
};

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function build(): void {
  print("Building with the bare routes …");
  const env = { ...process.env, BENCH_BUILD: "1" };
  execFileSync("npx", ["next", "build"], { env, stdio: ["ignore", "ignore", "inherit"] });
}

function holds({ result, atLeast, p99AtMost }: Row): boolean {
  return result.throughput >= (atLeast ?? 0) && result.p99 <= (p99AtMost ?? Infinity);
}

function show(rows: readonly Row[]): void {
  const table = rows.map((row) => ({
    call: row.name,
    "throughput ratio": row.result.throughput.toFixed(2),
    "at least": row.atLeast?.toFixed(2) ?? "",
    "p99 ratio": row.result.p99.toFixed(2),
    "at most": row.p99AtMost?.toFixed(2) ?? "",
    "requests/s": Math.round(row.result.subject.throughput),
    "reference/s": Math.round(row.result.reference.throughput),
    holds: holds(row) ? "yes" : "NO",
  }));
  console.table(table);
}

/** Keeps the figures with the machine that they are of. */
function keep(name: string, figures: object): void {
  mkdirSync("bench/results", { recursive: true });
  const [cpu] = os.cpus();
  const machine = {
    cpus: os.cpus().length,
    model: cpu?.model,
    node: process.version,
    // What else runs on it disturbs the figures.
    load: os.loadavg()[0],
  };
  const report = { at: new Date().toISOString(), machine, ...figures };
  writeFileSync(`bench/results/${name}.json`, JSON.stringify(report, null, 2));
}

/** The routes whose name holds `only`. */
async function runRoutes(only: string): Promise<Row[]> {
  const folder = temporaryFolder();
  const server = await startServer(PORT, folder);
  const [caller] = await populate(folder, { users: 10, profiles: 400 }, 10);
  if (!caller) throw new Error("the sample has a caller");
  print(
    `Against a bare route handler, ${PLAN.rounds} rounds of ${PLAN.seconds} s each, interleaved`,
  );
  const routes = await measureRoutes(server, caller, PLAN, only);
  await server.stop();
  show(routes);
  return routes;
}

async function runBounded(): Promise<Row[]> {
  print("With bounds set, among 10,000 users");
  const rows = await measureBounded(PLAN);
  show(rows);
  keep("bounds", { plan: PLAN, rows });
  return rows;
}

async function runService(): Promise<boolean> {
  const routes = [...(await runRoutes("")), ...(await runBounded())];
  print("As the database grows");
  const growth = await measureGrowth(PLAN);
  show(growth.rows);
  const more = growth.memory.large - growth.memory.small;
  print(
    `Memory of the process: ${growth.memory.large.toFixed(0)} MiB against ${growth.memory.small.toFixed(0)} MiB, ${more.toFixed(0)} MiB more (at most ${MEMORY_AT_MOST})`,
  );
  keep("latest", { plan: PLAN, routes, growth });
  return [...routes, ...growth.rows].every(holds) && more <= MEMORY_AT_MOST;
}

async function runWeb(): Promise<boolean> {
  print("In a browser, on the built app");
  const figures = await measureWeb();
  const [load = 0] = os.loadavg();
  if (load > os.cpus().length) {
    print(
      `The machine has more to do than it can (load ${load.toFixed(1)}): milliseconds are too high.`,
    );
  }
  keep("web", { figures });
  return figures.every(figureHolds);
}

/**
 * `npm run bench`: the service. `npm run bench -- web`: the pages in a browser.
 * `npm run bench -- bounds`: resolving with bounds set.
 * `npm run bench -- resolve`: only the routes whose name holds the word, and no growth.
 */
async function run(only: string): Promise<boolean> {
  if (only === "web") return runWeb();
  if (only === "") return runService();
  if (only === "bounds") return (await runBounded()).every(holds);
  return (await runRoutes(only)).every(holds);
}

const [only = ""] = process.argv.slice(2);
build();
process.exitCode = (await run(only)) ? 0 : 1;
