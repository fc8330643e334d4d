/**
 * Runs every check and test of the project: first the build, then the checks two at a time and the
 * end-to-end tests three at a time. `--soak` runs the end-to-end tests alone, for longer.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureChromium } from "./install-chromium.mjs";
import { hasNode, run } from "./run.mjs";
import { dependenciesAreCurrent } from "./state.mjs";
import { runStep } from "./steps.mjs";

const SOAK = process.argv.includes("--soak");
const VITEST_REPORT = ".cache/vitest.json";

function script(name, args = [], env = {}) {
  return () => run("npm", ["run", "--silent", name, "--", ...args], { env });
}

function install() {
  if (dependenciesAreCurrent()) return { code: 0, output: "" };
  return run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"]);
}

function vitestCounts({ numPassedTests, numFailedTests }) {
  return { passed: numPassedTests, failed: numFailedTests };
}

function playwrightCounts({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

/** Independent of each other, the longest first; they need the types that the build generates. */
const CHECKS = [
  {
    title: "unit tests",
    start: script("test:unit", [
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${VITEST_REPORT}`,
    ]),
    report: VITEST_REPORT,
    count: vitestCounts,
  },
  { title: "lint and types", start: script("lint") },
  { title: "imports", start: script("check:imports") },
  { title: "unused code", start: script("check:unused") },
  { title: "format", start: script("format:check") },
];

/** Projects of `playwright.config.ts`, or some of their tests, against a server of their own. */
function endToEnd(title, port, projects, args = [], env = {}) {
  return {
    title,
    start: script("test:e2e", [...projects.map((project) => `--project=${project}`), ...args], {
      ...env,
      E2E_PORT: String(port),
      ...(SOAK ? { SOAK: "1" } : {}),
    }),
    report: `.cache/playwright-${port}.json`,
    count: playwrightCounts,
  };
}

/** Run once more with every call going through Next.js: what must be the same in both modes. */
const CONTRACT_TESTS = [
  "contract",
  "routing",
  "conditional",
  "authorization",
  "auth",
  "bad-bytes",
].map((name) => `e2e/api/${name}.spec.ts`);

/** In an order in which all lanes end at about the same time. */
const END_TO_END = [
  endToEnd("load", 3101, ["load"]),
  endToEnd("pages, 1 of 3", 3102, ["browser"], ["--shard=1/3"]),
  endToEnd("pages, 2 of 3", 3103, ["browser"], ["--shard=2/3"]),
  endToEnd("pages, 3 of 3", 3104, ["browser"], ["--shard=3/3"]),
  endToEnd("REST", 3106, ["api"]),
  endToEnd("REST through Next", 3105, ["api"], CONTRACT_TESTS, { E2E_DIRECT_ROUTES: "false" }),
];

/** Checks keep a core busy; end-to-end tests often wait, for a time to pass or a server to start. */
const LANES = { checks: 2, endToEnd: 3 };

/** One after the other. */
const GROUPS = [
  { steps: [{ title: "packages", start: install }] },
  { steps: [{ title: "browser", start: ensureChromium }] },
  { steps: [{ title: "build", start: script("build", [], { SKIP_TYPE_CHECK: "1" }) }] },
  ...(SOAK
    ? [{ steps: [endToEnd("soak tests", 3101, ["api", "load", "browser"])] }]
    : [
        { steps: CHECKS, lanes: LANES.checks },
        { steps: END_TO_END, lanes: LANES.endToEnd },
      ]),
];

const total = { passed: 0, failed: 0 };

function addCounts({ report, count }) {
  if (!report || !existsSync(report)) return;
  const { passed, failed } = count(JSON.parse(readFileSync(report, "utf8")));
  total.passed += passed;
  total.failed += failed;
}

/** Runs a step and adds its tests to the total. Returns whether it passed. */
async function perform(step) {
  if (step.report) rmSync(step.report, { force: true });
  // A soak is run for its figures.
  const passed = await runStep({ ...step, verbose: SOAK && step.report !== undefined });
  addCounts(step);
  // A step that is no test, or whose tests could not even start, is one failure.
  if (!passed) total.failed = Math.max(total.failed, 1);
  return passed;
}

/** Runs some steps at a time, all of them also after one has failed. Returns whether all passed. */
async function performTogether({ steps, lanes = 1 }) {
  const queue = [...steps];
  let passed = true;
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (!(await perform(next))) passed = false;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return passed;
}

/** Runs all groups of steps, up to the first in which one fails. */
async function performAll() {
  for (const group of GROUPS) if (!(await performTogether(group))) return false;
  return true;
}

// vitest and oxlint need it.
if (!hasNode("20.19", "22.13")) {
  console.error(`The tests need Node.js 20.19, 22.13 or 24; this is ${process.versions.node}.`);
  process.exit(1);
}
mkdirSync(".cache", { recursive: true });
const passed = await performAll();
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = passed ? 0 : 1;
