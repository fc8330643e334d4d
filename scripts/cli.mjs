/** Runs a command of the terminal: `node --conditions=react-server scripts/cli.mjs backup FILE`. */
import nextEnv from "@next/env";
import { register } from "tsx/esm/api";

// As `npm start` reads it.
process.env.NODE_ENV ??= "production";
nextEnv.loadEnvConfig(process.cwd(), false, { info: () => undefined, error: console.error });

register();
const [, , name, ...argv] = process.argv;
const { COMMANDS } = await import("../cli/commands.ts");
const { perform } = await import("../cli/command.ts");
process.exitCode = await perform(await COMMANDS[name](), argv);
