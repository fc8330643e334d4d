/** From a fresh copy to a running server; needs Node.js and npm alone. */
import { copyFileSync, existsSync } from "node:fs";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { hasNode, run, runInView } from "./run.mjs";
import { buildIsCurrent, dependenciesAreCurrent } from "./state.mjs";

const START_SECONDS = 120;

function stop(failed, whatToDo, output = "") {
  if (output) console.error(output.trimEnd());
  console.error(`\n${failed}\n${whatToDo}`);
  process.exit(1);
}

async function step(title, current, command, args, whatToDo, env) {
  if (current) {
    console.log(`${title}: up to date`);
    return;
  }
  console.log(`${title} …`);
  const { code, output } = await run(command, args, { env });
  if (code !== 0) stop(`${title} failed.`, whatToDo, output);
}

function checkNode() {
  console.log(`Node.js ${process.versions.node}`);
  if (hasNode("20.9")) return;
  stop(
    "This Node.js is too old: 20.9 or later is needed.",
    "Install a newer one from https://nodejs.org and run this again.",
  );
}

function makeSettings() {
  if (existsSync(".env")) {
    console.log("Settings: .env is there");
    return;
  }
  copyFileSync(".env.example", ".env");
  console.log("Settings: .env made from .env.example");
}

/** The environment as the server will see it, `.env` included. */
async function settings() {
  const { default: nextEnv } = await import("@next/env");
  return nextEnv.loadEnvConfig(process.cwd()).combinedEnv;
}

function portIsFree(port, host) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

async function announce(address) {
  for (let second = 0; second < START_SECONDS; second += 1) {
    const healthy = await fetch(`${address}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) {
      console.log(`\nReady. Open ${address}  (Ctrl-C ends it)\n`);
      return;
    }
    await sleep(1000);
  }
  console.error(`The server does not answer at ${address} yet; what it says stands above.`);
}

checkNode();
await step(
  "Packages",
  dependenciesAreCurrent(),
  "npm",
  ["ci", "--include=dev", "--no-audit", "--no-fund"],
  "Check the network and the registry that npm uses (npm ping), then run this again.",
);
makeSettings();
await step(
  "Build",
  buildIsCurrent(),
  "npm",
  ["run", "--silent", "build"],
  "What is wrong stands above. If this copy is unchanged, delete .next and node_modules and run this again.",
  { NODE_ENV: "production" },
);

const { PORT, HOST } = await settings();
const port = Number(PORT || 3000);
const address = `http://${HOST && HOST !== "0.0.0.0" ? HOST : "localhost"}:${port}`;
if (!(await portIsFree(port, HOST || undefined))) {
  stop(
    `Port ${port} is in use.`,
    "End what uses it, or set another PORT in .env, and run this again.",
  );
}
console.log("Start …");
void announce(address);
// As `npm start` does; npm itself would call an end by Ctrl-C a failure.
const code = await runInView(process.execPath, [
  "--conditions=react-server",
  "scripts/serve.mjs",
  "production",
]);
if (code !== 0) stop("The server ended with a failure.", "What it said stands above.");
process.exit(0);
