import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

export default defineConfig({
  resolve: {
    alias: {
      "@": root,
      // Outside Next's own bundles the package refuses to be imported; this is its empty half.
      "server-only": path.join(root, "node_modules/server-only/empty.js"),
    },
  },
  test: {
    include: ["{lib,db,components,scripts}/**/*.test.ts"],
    environment: "node",
    globals: false,
    setupFiles: ["./vitest.setup.ts"],
    restoreMocks: true,
    unstubEnvs: true,
    // Loading the modules anew for each file would take most of the time.
    isolate: false,
    // On two cores there would be one; tests wait for timers and disks much of their time.
    maxWorkers: 3,
    // A busy machine makes a test slow, not wrong.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 10 } },
    env: { LOG_LEVEL: "silent" },
    // It imports "next/server" without an extension, which only a bundler resolves.
    server: { deps: { inline: ["next-auth"] } },
  },
});
