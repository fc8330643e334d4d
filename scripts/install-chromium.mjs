import { existsSync } from "node:fs";
import { findChromium } from "./chromium.mjs";
import { run } from "./run.mjs";

const HELP =
  "No Chromium was found and none could be installed. Install Chromium or Chrome, set CHROMIUM_PATH to its program, and run this again.";

async function works(program) {
  return program !== undefined && (await run(program, ["--version"])).code === 0;
}

/** What makes a command run as root: nothing, sudo, or undefined where neither is to be had. */
async function asRoot() {
  if (process.getuid?.() === 0) return [];
  const { code } = await run("sudo", ["-n", "true"]);
  return code === 0 ? ["sudo", "-n"] : undefined;
}

async function installBySystem() {
  const root = await asRoot();
  if (!existsSync("/usr/bin/apt-get") || root === undefined) return "";
  const apt = [...root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  const [program, ...rest] = apt;
  let { output } = await run(program, [...rest, "update"]);
  // Not every distribution has the shell.
  for (const name of ["chromium-headless-shell", "chromium"]) {
    const installed = await run(program, [...rest, "install", "-y", name]);
    output += installed.output;
    if (installed.code === 0) break;
  }
  return output;
}

/** Playwright's own Chromium, which lies in the user's cache. */
async function ownChromium() {
  const { chromium } = await import("@playwright/test");
  const program = chromium.executablePath();
  return existsSync(program) ? program : undefined;
}

/**
 * Sees to it that there is a browser for the tests: the system's, Playwright's, or one that is
 * installed now. Answers a failed step where all of that fails.
 */
export async function ensureChromium() {
  if (findChromium() || (await ownChromium())) return { code: 0, output: "" };
  let output = await installBySystem();
  if (await works(findChromium())) return { code: 0, output };
  output += (await run("npx", ["playwright", "install", "chromium"])).output;
  const own = await ownChromium();
  if (!(await works(own))) return { code: 1, output: `${output}\n${HELP}` };
  process.env.CHROMIUM_PATH = own;
  return { code: 0, output };
}
