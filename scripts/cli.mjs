/**
 * Runs a command of the terminal: `node --conditions=react-server scripts/cli.mjs backup FILE`. From the
 * build, or from the source if that is newer, which takes three times as long to load.
 */
import nextEnv from "@next/env";
import { buildIsCurrent } from "./state.mjs";

// As `npm start` reads it.
process.env.NODE_ENV ??= "production";
nextEnv.loadEnvConfig(process.cwd(), false, { info: () => undefined, error: console.error });

async function load() {
  if (buildIsCurrent()) return import("../.next/direct/cli/commands.mjs");
  const { register } = await import("tsx/esm/api");
  register();
  return import("../cli/commands.ts");
}

const [, , name, ...argv] = process.argv;
const { main } = await load();
process.exitCode = await main(name, argv);
