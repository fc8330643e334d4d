/**
 * Part of the build: bundles the server, the route files, which it calls directly, and the commands of
 * the terminal, so that nothing is compiled when they start.
 */
import { rmSync } from "node:fs";
import { build } from "esbuild";

const FOLDER = ".next/direct";

// Every route file in it is served: one whose source was removed must not stay.
rmSync(FOLDER, { recursive: true, force: true });
await build({
  entryPoints: ["server.ts", "cli/commands.ts", "app/api/**/route.ts", "app/v1/**/route.ts"],
  outbase: ".",
  outdir: FOLDER,
  outExtension: { ".js": ".mjs" },
  chunkNames: "chunks/[hash]",
  bundle: true,
  // Modules that the server shares with the routes are one.
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  conditions: ["react-server"],
  packages: "external",
  logLevel: "warning",
});
