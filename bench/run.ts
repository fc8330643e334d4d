import { execFileSync } from "node:child_process";
import os from "node:os";
import { measureBounded } from "./bounded";
import { holds as figureHolds } from "./figures";
import { measureGateway } from "./gateway/run";
import { measureGrowth } from "./growth";
import type { Plan } from "./load";
import { isMet, keep, print, type Row, showRoutes, showRows } from "./report";
import { measureRoutes } from "./routes";
import { isSteady, MOST_MIB, soak } from "./soak";
import { measureWeb } from "./web/run";

const MEMORY_AT_MOST = 64;
const PLAN: Plan = {
  rounds: Number(process.env.BENCH_ROUNDS ?? 5),
  seconds: Number(process.env.BENCH_SECONDS ?? 5),
};

function build(): void {
  print("Building with the bare routes …");
  const env = { ...process.env, BENCH_BUILD: "1" };
  execFileSync("npm", ["run", "--silent", "build"], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Measures the calls whose name contains `only`. */
async function runRoutes(only: string): Promise<Row[]> {
  print(
    `Medians of ${PLAN.rounds} rounds of ${PLAN.seconds} s each; all sides take turns in each round`,
  );
  const routes = await measureRoutes(PLAN, only);
  showRoutes(routes);
  const rows = routes.map(({ row }) => row);
  print("Requests/s, direct against the bare route; p99, direct against Next.js");
  showRows(rows);
  keep("routes", { plan: PLAN, routes });
  return rows;
}

async function runBounded(): Promise<Row[]> {
  print("With limits set, among 10,000 users");
  const rows = await measureBounded(PLAN);
  showRows(rows);
  keep("bounds", { plan: PLAN, rows });
  return rows;
}

async function runGrowth(): Promise<boolean> {
  print("As the database grows");
  const growth = await measureGrowth(PLAN);
  showRows(growth.rows);
  const more = growth.memory.large - growth.memory.small;
  print(
    `Memory of the process: ${growth.memory.large.toFixed(0)} MiB against ${growth.memory.small.toFixed(0)} MiB, ${more.toFixed(0)} MiB more (at most ${MEMORY_AT_MOST})`,
  );
  keep("growth", { plan: PLAN, growth });
  return growth.rows.every(isMet) && more <= MEMORY_AT_MOST;
}

async function runService(): Promise<boolean> {
  const rows = [...(await runRoutes("")), ...(await runBounded())];
  return (await runGrowth()) && rows.every(isMet);
}

async function runSoak(): Promise<boolean> {
  const report = await soak();
  keep("soak", report);
  const last = report.memory.at(-1)?.before ?? Number.NaN;
  const peak = Math.max(...report.memory.map(({ before }) => before));
  const steady = isSteady(report.memory);
  print(
    `${last.toFixed(0)} MiB at the end (target ${MOST_MIB}), ${peak.toFixed(0)} MiB at most; second half ${steady ? "flat" : "NOT FLAT"}`,
  );
  return last <= MOST_MIB && steady;
}

async function runWeb(): Promise<boolean> {
  print("In a browser, on the built app");
  const figures = await measureWeb();
  const [load = 0] = os.loadavg();
  if (load > os.cpus().length) {
    print(`The machine is overloaded (load ${load.toFixed(1)}): milliseconds are too high.`);
  }
  keep("web", { figures });
  return figures.every(figureHolds);
}

async function runGateway(): Promise<boolean> {
  print("The gateway, in front of an engine that answers at once");
  const figures = await measureGateway(PLAN);
  keep("gateway", { plan: PLAN, figures });
  return figures.every(figureHolds);
}

/**
 * `npm run bench`: the service. `-- soak`: its memory over 100,000 requests. `-- web`: the pages in a
 * browser. `-- gateway`: the gateway. `-- bounds`: resolving with limits set. `-- growth`: a large
 * database. `-- resolve`: only the calls whose name contains the word.
 */
async function run(only: string): Promise<boolean> {
  if (only === "soak") return runSoak();
  if (only === "web") return runWeb();
  if (only === "gateway") return runGateway();
  if (only === "bounds") return (await runBounded()).every(isMet);
  if (only === "growth") return runGrowth();
  return only === "" ? runService() : (await runRoutes(only)).every(isMet);
}

const [only = ""] = process.argv.slice(2);
build();
process.exitCode = (await run(only)) ? 0 : 1;
