import { defineConfig, devices } from "@playwright/test";
import { ENV_NAMES } from "./lib/runtime/env";
import { findChromium } from "./scripts/chromium.mjs";

const PORT = process.env.E2E_PORT ?? "3100";
/** Runs beside each other have each a port, and what they write apart. */
const SUFFIX = PORT === "3100" ? "" : `-${PORT}`;
/** Emptied at every start; the server's log stands in it too. */
const DATA = `./data/e2e${SUFFIX}`;
/** The name by which the session cookie is set; 127.0.0.1 would be another one. */
const BASE_URL = `http://localhost:${PORT}`;
const SOAK = process.env.SOAK === "1";
/** `npm run pictures`: takes the pictures of the README, and is no test. */
const PICTURES = process.env.PICTURES === "1";

/** What the machine or `.env` sets must not reach the tests: set to nothing, it counts as not set. */
const NOTHING_SET = Object.fromEntries(ENV_NAMES.map((name) => [name, ""]));

/** A copy of the catalog, which the tests write to: they find it as the server does. */
process.env.MODELS_FILE = `${DATA}/models.json`;

const executablePath = findChromium();

const BROWSER = {
  ...devices["Desktop Chrome"],
  launchOptions: {
    ...(executablePath ? { executablePath } : {}),
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--disable-gpu",
    ],
  },
};

export default defineConfig({
  testDir: "e2e",
  outputDir: `test-results/${PORT}`,
  forbidOnly: true,
  retries: 0,
  // One database with one set of settings serves all tests, and some change the settings.
  workers: 1,
  // A machine at work on something else is slow, not wrong; some pages ask anew every ten seconds.
  expect: { timeout: 20 * 1000 },
  timeout: SOAK ? 60 * 60 * 1000 : 2 * 60 * 1000,
  reporter: [["list"], ["json", { outputFile: `.cache/playwright${SUFFIX}.json` }]],
  // A trace makes every test slower: `TRACE=1` for one that failed.
  use: {
    baseURL: BASE_URL,
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "api", testMatch: /\/e2e\/api\/.*\.spec\.ts$/ },
    // Starts servers of its own, which it overloads, kills and cuts off from their database.
    { name: "load", testMatch: /\/e2e\/load\/.*\.spec\.ts$/ },
    { name: "browser", testMatch: /\/e2e\/[^/]+\.spec\.ts$/, use: BROWSER },
    ...(PICTURES
      ? [{ name: "readme", testMatch: /\/e2e\/readme-pictures\.ts$/, use: BROWSER }]
      : []),
  ],
  webServer: {
    command: "node scripts/e2e-server.mjs",
    url: `${BASE_URL}/api/health`,
    reuseExistingServer: false,
    timeout: 2 * 60 * 1000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10 * 1000 },
    env: {
      ...NOTHING_SET,
      // Of another program: nothing here may lead there.
      AUTH_URL: "https://elsewhere.example/elsewhere",
      PORT,
      DATA_DIR: DATA,
      // Tests count what their engines are asked.
      ENGINE_CHECK_INTERVAL: "0",
      // A libSQL server's, for the same tests over the network or on a replica of it.
      DATABASE_URL: process.env.E2E_DATABASE_URL ?? `file:${DATA}/model-profiles.db`,
      DATABASE_SYNC_URL: process.env.E2E_DATABASE_SYNC_URL ?? "",
      MODELS_FILE: process.env.MODELS_FILE,
      // The contract is the same whether routes are called directly or by Next.js.
      DIRECT_ROUTES: process.env.E2E_DIRECT_ROUTES ?? "",
      // Tests that try many wrong passwords each come from an address of their own.
      TRUST_PROXY: "1",
      // Many tests make keys for the same admin.
      QUOTA_KEYS: "100",
    },
  },
});
