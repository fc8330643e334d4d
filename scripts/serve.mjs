/**
 * Starts the server: `node --conditions=react-server scripts/serve.mjs production` serves what
 * `npm run build` made, `… development` the source.
 */
import { existsSync } from "node:fs";
import nextEnv from "@next/env";

const IS_DEVELOPMENT = process.argv[2] === "development";
const BUILT = new URL("../.next/direct/server.mjs", import.meta.url);

/** Runs the source, which is compiled as it is loaded. */
async function develop() {
  const { register } = await import("tsx/esm/api");
  const unregister = register();
  // tsx turns them on: Node.js would hold the source maps of every module, 60 MB of Next.js's alone, and
  // apply them at every error.
  process.setSourceMapsEnabled(false);
  await import("../server.ts");
  // Nothing more is to be compiled.
  await unregister();
}

// What is decided when a module is loaded goes by NODE_ENV, so it is set before any is.
process.env.NODE_ENV = IS_DEVELOPMENT ? "development" : "production";
process.env.NEXT_TELEMETRY_DISABLED ??= "1";
nextEnv.loadEnvConfig(process.cwd(), IS_DEVELOPMENT);

if (IS_DEVELOPMENT) await develop();
else if (existsSync(BUILT)) await import(BUILT.href);
else {
  console.error("There is no build to serve. Run `npm run build` first.");
  process.exitCode = 1;
}
