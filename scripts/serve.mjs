/** Starts the server: `node --conditions=react-server scripts/serve.mjs production` or `development`. */
import nextEnv from "@next/env";
import { register } from "tsx/esm/api";

// What is decided when a module is loaded goes by NODE_ENV, so it is set before any is.
process.env.NODE_ENV = process.argv[2] === "development" ? "development" : "production";
process.env.NEXT_TELEMETRY_DISABLED ??= "1";
nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV === "development");

const unregister = register();
// tsx turns them on: Node.js would hold the source maps of every module, 60 MB of Next.js's alone, and
// apply them at every error.
process.setSourceMapsEnabled(false);
await import("../server.ts");
// Nothing more is to be compiled.
await unregister();
