import type { NextConfig } from "next";

/** `BENCH_BUILD=1` also builds the bare routes (`*.bench.ts`) that `bench/` compares with. */
const bench = process.env.BENCH_BUILD === "1";

const config: NextConfig = {
  distDir: bench ? ".next-bench" : ".next",
  pageExtensions: ["ts", "tsx", ...(bench ? ["bench.ts"] : [])],
  typedRoutes: true,
  poweredByHeader: false,
  // `/api/models/` is the guide's spelling: it is answered where it stands.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: ["@libsql/client", "libsql", "@node-rs/argon2", "pino"],
  outputFileTracingIncludes: { "/*": ["./db/migrations/**/*", "./.models.json"] },
};

export default config;
