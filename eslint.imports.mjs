/**
 * The import table for the editor: what a file of each folder may not import. dependency-cruiser
 * checks the whole of it; here stand the mistakes that are easily made while typing.
 */

const nextAuth = {
  regex: "^(next-auth|@auth/)",
  message: "next-auth stays under lib/auth and its own route.",
};
const sql = {
  regex: "^(drizzle-orm|@libsql/)",
  message: "SQL stands in db and in repositories.",
};
const tables = { regex: "^@/db/(schema|migrate)", message: "Tables are for repositories." };
const server = {
  regex: "^(@/lib/[^/]+|\\.|\\.\\.)/server/|^@/db/",
  message: "This runs in the browser: go through queries.",
};
const database = { regex: "^@/db/", message: "Only services and repositories use the database." };
const repositories = {
  regex: "^@/lib/[^/]+/server/[a-z-]*repository$",
  message: "A repository belongs to its own service: call that feature's service.",
};
const services = { regex: "service$", message: "A repository knows no service." };
const doors = {
  regex: "^@/(app|components|e2e|bench|scripts)/",
  message: "Imports flow from app and components to lib and db, never back.",
};
const actions = {
  regex: "/(actions|mutations|queries)$",
  message: "Doors are called from outside alone.",
};
const framework = {
  regex: "^(next|react|react-dom|@tanstack)(/|$)",
  message: "Rules and services know no framework.",
};
const environment = {
  regex: "^(node:)?process$",
  message: "The configuration comes from lib/runtime/env.",
};
const infrastructure = {
  regex: "^@/lib/(context$|runtime/)",
  message: "Pure files import pure files.",
};
const features = {
  regex: "^@/(lib|db|app|components/(?!ui/))",
  message: "components/ui knows no feature.",
};
const inside = {
  regex: "^@/(db|app|components)/|^@/lib/[^/]+/(server/|actions$|mutations$|queries$)",
  message: "End-to-end tests make their data over HTTP.",
};

/** A later entry replaces an earlier one for the files that both name. */
const ZONES = [
  { files: ["**/*.{ts,tsx}"], forbidden: [nextAuth, environment] },
  {
    files: ["lib/*/*.ts", "lib/engines/*/wire.ts", "lib/{actor,errors,objects,urls,clock}.ts"],
    ignores: ["lib/http/**", "lib/runtime/**", "lib/*/{actions,mutations,queries}.ts"],
    forbidden: [nextAuth, environment, server, sql, doors, actions, framework, infrastructure],
  },
  { files: ["db/**/*.ts"], forbidden: [nextAuth, environment, doors, actions, framework] },
  {
    files: ["lib/*/server/*.ts"],
    forbidden: [nextAuth, environment, repositories, doors, actions, framework],
  },
  {
    files: ["lib/http/**/*.ts"],
    forbidden: [nextAuth, environment, doors, actions],
  },
  {
    files: ["lib/*/server/*service.ts"],
    forbidden: [nextAuth, environment, repositories, doors, actions, framework, sql, tables],
  },
  {
    files: ["lib/*/server/*repository.ts"],
    forbidden: [nextAuth, environment, repositories, doors, actions, framework, services],
  },
  {
    files: ["lib/*/actions.ts"],
    forbidden: [nextAuth, environment, repositories, doors, sql, tables],
  },
  {
    files: ["lib/*/{mutations,queries}.ts"],
    forbidden: [nextAuth, environment, doors, server, sql],
  },
  {
    files: ["lib/auth/server/*.ts"],
    forbidden: [environment, repositories, doors, actions],
  },
  { files: ["components/**"], forbidden: [nextAuth, environment, server, sql] },
  { files: ["components/ui/**"], forbidden: [nextAuth, environment, features, sql] },
  { files: ["app/**"], forbidden: [nextAuth, environment, repositories, sql, tables] },
  { files: ["app/api/auth/**"], forbidden: [environment, database] },
  // Some look into the database file behind the servers' backs.
  { files: ["e2e/**"], forbidden: [nextAuth, environment, inside] },
];

export const importRules = ZONES.map(({ files, ignores, forbidden }) => ({
  name: `imports of ${files.join(", ")}`,
  files,
  ignores: [...(ignores ?? []), "**/*.test.ts", "db/testing.ts", "**/*.bench.ts"],
  rules: { "no-restricted-imports": ["error", { patterns: forbidden }] },
}));
