/**
 * Part of the build: bundles the server and the route files, which it calls directly, so that nothing
 * is compiled when it starts.
 */
import { readdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const FOLDERS = ["app/api", "app/v1"];

const routes = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name)),
).filter((file) => path.basename(file) === "route.ts");

await build({
  entryPoints: ["server.ts", ...routes],
  outbase: ".",
  outdir: ".next/direct",
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
