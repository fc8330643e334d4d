/** Imports that are errors: across layers, of packages where they do not belong, and of no use. */
const { features } = require("./.dependency-cruiser.features.cjs");
const { LOCAL, PURE, TEST, layers } = require("./.dependency-cruiser.layers.cjs");

function forbid(name, comment, from, to) {
  return { name, comment, severity: "error", from, to };
}

const packages = [
  forbid(
    "pure-packages",
    "Pure files use zod and small calculating packages; the clock also makes ids.",
    { path: PURE, pathNot: [TEST, String.raw`^lib/clock\.ts$`] },
    {
      dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer", "core"],
      pathNot: String.raw`^node_modules/(zod|diff|fastest-levenshtein|jsonc-parser)/`,
    },
  ),
  forbid(
    "next-auth",
    "next-auth stays under lib/auth and its own route, so it can be replaced.",
    { pathNot: [String.raw`^(lib/auth|app/api/auth)/`, TEST] },
    { path: String.raw`^node_modules/(next-auth|@auth)/` },
  ),
  forbid(
    "links",
    "Links to pages are made with components/ui/link.tsx, which prefetches nothing.",
    { path: String.raw`^(app|components)/`, pathNot: String.raw`^components/ui/link\.tsx$` },
    { path: String.raw`^node_modules/next/link` },
  ),
  forbid(
    "sql",
    "SQL stands in db and in server files that are no services.",
    {
      pathNot: [
        String.raw`^db/`,
        String.raw`^lib/[^/]+/server/(?![a-z-]*service\.ts$)`,
        TEST,
        String.raw`^(bench|scripts|e2e)/`,
      ],
    },
    { path: String.raw`^node_modules/(drizzle-orm|@libsql)/` },
  ),
  forbid(
    "framework",
    "Services, repositories and pure files know neither Next.js nor React.",
    {
      path: [...PURE, String.raw`^lib/[^/]+/server/`, String.raw`^db/`],
      pathNot: `^lib/(auth|http)/server/`,
    },
    { path: String.raw`^node_modules/(next|react|react-dom|@tanstack)/` },
  ),
  forbid(
    "dev-dependencies",
    "What ships is made of dependencies.",
    {
      path: String.raw`^(app|components|lib|db)/|^(proxy|instrumentation|server)\.ts$`,
      pathNot: TEST,
    },
    { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  ),
  forbid(
    "unlisted",
    "Every package used is named in package.json.",
    {},
    { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  ),
];

const hygiene = [
  forbid(
    "cycles",
    "No cycles but those of types alone.",
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  ),
  forbid(
    "barrels",
    "No file passes on what another one exports, but db/schema/index.ts and next-auth's route.",
    { pathNot: [String.raw`^db/schema/index\.ts$`, String.raw`^app/api/auth/`] },
    { path: LOCAL, dependencyTypes: ["export"] },
  ),
  forbid(
    "tests-are-ends",
    "Nothing that ships imports tests, end-to-end tests, benchmarks or scripts.",
    {
      path: String.raw`^(app|components|lib|db)/|^(proxy|instrumentation|server)\.ts$`,
      pathNot: TEST,
    },
    { path: [TEST, String.raw`^(e2e|bench|scripts)/`] },
  ),
  forbid(
    "doors-are-ends",
    "Nothing imports pages or route handlers.",
    { pathNot: String.raw`^app/` },
    { path: String.raw`^app/` },
  ),
  forbid("unresolvable", "Every import leads to a file.", {}, { couldNotResolve: true }),
  forbid(
    "orphans",
    "A file that nothing imports is dead, unless a tool starts from it.",
    {
      orphan: true,
      pathNot: [
        TEST,
        String.raw`^app/`,
        String.raw`^(scripts|bench|e2e)/`,
        String.raw`^[^/]+\.(c|m)?(j|t)s$`,
        String.raw`\.d\.m?ts$`,
      ],
    },
    {},
  ),
];

module.exports = {
  forbidden: [...layers, ...features, ...packages, ...hygiene],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: {
      path: String.raw`^(next-env\.d\.ts$|(\.next[^/]*|\.cache|data|public|coverage|test-results)/)`,
    },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
