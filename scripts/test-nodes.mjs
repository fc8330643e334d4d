/**
 * Builds, starts and tests the program with the newest Node.js of each version that people run,
 * one after the other, up to the first failure: `npm run test:nodes`, or `-- 24` for one version.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureChromium } from "./install-chromium.mjs";
import { run, spawnQuietly } from "./run.mjs";
import { runStep } from "./steps.mjs";

const VERSIONS = ["20", "22", "24"];
const START_PORT = 3106;
const TEST_PORT = 3107;
const START_SECONDS = 60;

function folderOf(version) {
  return path.resolve(".cache/nodes", version);
}

/** npm runs what is first in the path, and so do the servers that the tests start. */
function environmentOf(version) {
  const bin = path.join(folderOf(version), "node_modules/node/bin");
  return { PATH: [bin, process.env.PATH].join(path.delimiter) };
}

/** From npm's package `node`, whose install script fetches the program from npm as well. */
async function install(version) {
  const folder = folderOf(version);
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, dependencies: { node: version }, allowScripts: { node: true } };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
  const args = ["install", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", folder];
  const installed = await run("npm", args);
  if (installed.code !== 0) return installed;
  const { output } = await run("node", ["--version"], { env: environmentOf(version) });
  const code = output.startsWith(`v${version}.`) ? 0 : 1;
  return { code, output: `${installed.output}\nNode.js is ${output}` };
}

/** A warning of Node.js itself, such as one about a deprecated function, is a failure. */
function withoutWarnings({ code, output }) {
  return { code: code === 0 && /^\(node:\d+\)/m.test(output) ? 1 : code, output };
}

function script(version, name, args = [], env = {}) {
  const options = { env: { ...environmentOf(version), ...env } };
  return async () =>
    withoutWarnings(await run("npm", ["run", "--silent", name, "--", ...args], options));
}

async function answersHealthy(origin) {
  const response = await fetch(`${origin}/api/health`).catch(() => undefined);
  return response?.ok ?? false;
}

/** Starts as `npm start` does, waits for the health check to pass, and ends it by SIGTERM. */
async function start(version) {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  // npm itself passes no signal on.
  const [command, ...args] = scripts.start.split(" ");
  const data = mkdtempSync(path.join(tmpdir(), "model-profiles-nodes-"));
  const env = {
    ...environmentOf(version),
    PORT: String(START_PORT),
    DATA_DIR: data,
    DATABASE_URL: `file:${data}/model-profiles.db`,
  };
  const { child, ended } = spawnQuietly(command, args, { env });
  const deadline = Date.now() + START_SECONDS * 1000;
  let healthy = false;
  while (!healthy && child.exitCode === null && Date.now() < deadline) {
    await sleep(100);
    healthy = await answersHealthy(`http://localhost:${START_PORT}`);
  }
  child.kill(healthy ? "SIGTERM" : "SIGKILL");
  const { code, output } = await ended;
  rmSync(data, { recursive: true, force: true });
  return withoutWarnings({ code: healthy ? code : 1, output });
}

/** The contract tests, with what their server printed. */
async function testContract(version) {
  const log = `data/e2e-${TEST_PORT}/server.log`;
  const args = ["--project=api"];
  const result = await script(version, "test:e2e", args, { E2E_PORT: String(TEST_PORT) })();
  const printed = existsSync(log) ? readFileSync(log, "utf8") : "";
  return withoutWarnings({ code: result.code, output: `${result.output}\n${printed}` });
}

function stepsOf(version) {
  const named = (title) => `Node ${version} ${title}`;
  return [
    { title: named("install"), start: () => install(version) },
    { title: named("build"), start: script(version, "build") },
    { title: named("start"), start: () => start(version) },
    { title: named("unit"), start: script(version, "test:unit") },
    { title: named("contract"), start: () => testContract(version) },
  ];
}

const chosen = process.argv.slice(2);
const versions = chosen.length > 0 ? chosen : VERSIONS;
const steps = [{ title: "browser", start: ensureChromium }, ...versions.flatMap(stepsOf)];
for (const step of steps) {
  if (await runStep(step)) continue;
  process.exitCode = 1;
  break;
}
