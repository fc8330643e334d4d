/** Starts the server: `node --conditions=react-server scripts/serve.mjs production` or `development`. */
import nextEnv from "@next/env";
import { register } from "tsx/esm/api";

// What is decided when a module is loaded goes by NODE_ENV, so it is set before any is.
process.env.NODE_ENV = process.argv[2] === "development" ? "development" : "production";
process.env.NEXT_TELEMETRY_DISABLED ??= "1";
nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV === "development");

const unregister = register();
await import("../server.ts");
// The server is loaded: what serves it only costs from here on, source maps at every error.
await unregister();
process.setSourceMapsEnabled(false);
