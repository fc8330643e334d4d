/**
 * Everything that must hold, one step after another, up to the first that fails. `--soak` runs the
 * end-to-end tests alone, for long.
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

/** Before the checks: lint reads the types that Next.js makes of the routes. */
const TYPES = { title: "types", start: script("typecheck") };

/** Independent of each other: they run two at a time. */
const CHECKS = [
  { title: "lint", start: script("lint") },
  { title: "format", start: script("format:check") },
  { title: "imports", start: script("check:imports") },
  { title: "unused code", start: script("check:unused") },
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
];

/** Projects of `playwright.config.ts`, or a part of them, against a server of their own. */
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

const STEPS = [
  { title: "packages", start: install },
  { title: "browser", start: ensureChromium },
  ...(SOAK ? [] : [TYPES, CHECKS]),
  { title: "build", start: script("build") },
  SOAK
    ? endToEnd("soak tests", 3101, ["api", "load", "browser"])
    : [
        // The longest first, so that both lanes end at about the same time.
        endToEnd("pages, 2 of 3", 3103, ["browser"], ["--shard=2/3"]),
        endToEnd("pages, 1 of 3", 3102, ["browser"], ["--shard=1/3"]),
        endToEnd("REST and load", 3101, ["api", "load"]),
        endToEnd("REST through Next", 3105, ["api"], CONTRACT_TESTS, {
          E2E_DIRECT_ROUTES: "false",
        }),
        endToEnd("pages, 3 of 3", 3104, ["browser"], ["--shard=3/3"]),
      ],
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

/** Performs several, two at a time. Answers whether all passed; all are performed. */
async function performTogether(steps) {
  const queue = [...steps];
  let passed = true;
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (!(await perform(next))) passed = false;
    }
  };
  await Promise.all([lane(), lane()]);
  return passed;
}

async function performAll() {
  for (const step of STEPS) {
    if (!(await (Array.isArray(step) ? performTogether(step) : perform(step)))) return false;
  }
  return true;
}

// As vitest and eslint do.
if (!hasNode("20.19", "22.13")) {
  console.error(`The tests need Node.js 20.19, 22.13 or 24; this is ${process.versions.node}.`);
  process.exit(1);
}
mkdirSync(".cache", { recursive: true });
const passed = await performAll();
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = passed ? 0 : 1;
