import type { NextConfig } from "next";

/** `BENCH_BUILD=1` also builds the bare routes (`*.bench.ts`) that `bench/` compares with. */
const bench = process.env.BENCH_BUILD === "1";
/** Pages for those who work on the program (`*.dev.tsx`). */
const development = process.env.NODE_ENV === "development";

const config: NextConfig = {
  distDir: bench ? ".next-bench" : ".next",
  pageExtensions: [
    "ts",
    "tsx",
    ...(bench ? ["bench.ts"] : []),
    ...(development ? ["dev.tsx"] : []),
  ],
  // A prompt of 100,000 characters fits, whatever they are; more is nobody's form.
  experimental: {
    serverActions: { bodySizeLimit: "512kb" },
    // What Next.js holds of a body while `proxy.ts` runs; 10 MB if not given.
    proxyClientMaxBodySize: "520kb",
    // It would load every route file once more, which `server.ts` has loaded and calls itself.
    preloadEntriesOnStart: false,
  },
  // No page uses Next.js's image optimizer, which costs the server much for a request.
  images: { unoptimized: true },
  typedRoutes: true,
  // `npm test` checks the types in a step of its own, which includes those of the tests.
  typescript: { ignoreBuildErrors: process.env.SKIP_TYPE_CHECK === "1" },
  poweredByHeader: false,
  // `server.ts` compresses everything, whoever answers it.
  compress: false,
  // `/api/models/` is the guide's spelling: it is answered where it stands.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: [
    "@libsql/client",
    "@node-rs/argon2",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-node",
    "libsql",
    "pino",
    "prom-client",
    "rate-limiter-flexible",
  ],
};

export default config;
