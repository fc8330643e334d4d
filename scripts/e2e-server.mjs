/** Starts the built app for the end-to-end tests: with new data, and its log in a file. */
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, openSync, rmSync } from "node:fs";
import path from "node:path";

const folder = process.env.DATA_DIR;
const expected = path.resolve("data/e2e");
if (!folder || !/^(-\d+)?$/.test(path.resolve(folder).replace(expected, ""))) {
  throw new Error(`DATA_DIR must be ${expected}[-port], which is emptied here; it is ${folder}`);
}
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
copyFileSync(".models.json", process.env.MODELS_FILE);

const log = openSync(path.join(folder, "server.log"), "a");
const server = spawn(
  process.execPath,
  ["--conditions=react-server", "scripts/serve.mjs", "production"],
  {
    stdio: ["ignore", log, log],
  },
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("close", (code) => process.exit(code ?? 1));
