/** Starts the server: `node scripts/serve.mjs production` or `development`. */
import nextEnv from "@next/env";

// What is decided when a module is loaded goes by NODE_ENV, so it is set before any is.
process.env.NODE_ENV = process.argv[2] === "development" ? "development" : "production";
process.env.NEXT_TELEMETRY_DISABLED ??= "1";
nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV === "development");

await import("tsx");
await import("../server.ts");
