import { spawn } from "node:child_process";

const WINDOWS = process.platform === "win32";

/**
 * Starts a program quietly. Returns the process, and a promise of its exit code and all that it
 * printed.
 */
export function spawnQuietly(command, args, { env = {} } = {}) {
  const child = spawn(command, args, {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    shell: WINDOWS,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 127, output: output + error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
  return { child, ended };
}

/** Runs a program quietly. Returns its exit code and all that it printed. */
export function run(command, args, options) {
  return spawnQuietly(command, args, options).ended;
}

/** Runs a program and shows what it says as it says it. Answers its exit code. */
export function runInView(command, args, { env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
      stdio: "inherit",
    });
    // The child ends in its own way, and this with it.
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/**
 * True if this Node.js is as new as the one `wanted` of its major version, or newer than all of
 * them: `hasNode("20.19", "22.13")` accepts 20.19, 22.14 and 24, not 22.12.
 */
export function hasNode(...wanted) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const versions = wanted.map((version) => version.split(".").map(Number));
  const same = versions.find(([wantedMajor]) => wantedMajor === major);
  if (same) return minor >= same[1];
  return versions.every(([wantedMajor]) => wantedMajor < major);
}
