/**
 * Who may import what of the project. Every rule names the files it is about and the files that
 * those may import; all others are errors. Tests are free, but nothing may import a test.
 */

const TEST = String.raw`\.test\.tsx?$|^(db|lib)/testing\.ts$|^vitest\.`;

/** Rules, schemas and calculations: they import each other and zod, so they run anywhere. */
const PURE = [
  String.raw`^lib/registry/`,
  String.raw`^lib/(errors|validate|clock)\.ts$`,
  String.raw`^lib/http/(endpoint|pagination|problem-schema)\.ts$`,
  String.raw`^lib/engines/[^/]+/wire\.ts$`,
  String.raw`^lib/(?!http/|registry/)[^/]+/(?!(actions|mutations|queries)\.ts$)[^/]+\.ts$`,
];

/** What services and doors stand on. */
const INFRASTRUCTURE = [
  String.raw`^lib/(context|env|limiter|log|metrics|shutdown|singleton|telemetry)\.ts$`,
  String.raw`^db/(client|transaction|failure|commit-cache|in-turns|write-health)\.ts$`,
];

/** next-auth's own route, which stands where next-auth may be imported. */
const AUTH_ROUTE = String.raw`^lib/auth/server/auth-route\.ts$`;
/** Who is calling: the bearer's key is found by the keys' own server files. */
const CALLER = String.raw`^lib/auth/server/context\.ts$`;
/** A feature's service; a large one stands in several files (`resolve-service.ts`). */
const SERVICES = String.raw`^lib/[^/]+/server/[a-z-]*service\.ts$`;
/** What examines an installation, which may be broken. */
const DOCTOR = String.raw`^lib/doctor/server/(?!repository)`;
/** Reads a file of models, whether or not there is a database. */
const CATALOG_FILE = String.raw`^lib/models/server/file\.ts$`;
/** Reads that several features share below their services, inside a transaction or out of it. */
const SHARED_READS = String.raw`^lib/(models/server/catalog|profiles/server/chains)\.ts$`;
/** What pages read and write by, in the browser. */
const QUERIES = String.raw`^lib/[^/]+/(queries|mutations)\.ts$`;
/** The browser's side of `lib/http`. */
const BROWSER_HTTP = `^lib/http/browser/`;
/** What is in force, shown by the editor of a profile and by the assignments alike. */
const EFFECTIVE_VIEW = String.raw`^components/profiles/(effective-values|resolve-copy)\.tsx$`;
/** A field's control and the list of tasks, in the editor of a profile and in an admin's bounds alike. */
const FIELD_VIEW = String.raw`^components/profiles/(field-control|task-options)\.tsx$`;
/** What changed, shown by the history of a profile and by the audit alike. */
const CHANGES_VIEW = String.raw`^components/profiles/diff/`;
/** Route files and what they share. */
const ROUTES = String.raw`^app/(api|v1)/|^app/.*/route\.ts$`;
/** The project's own files; package.json is data that all may read. */
const LOCAL = String.raw`^(?!node_modules/|package\.json$)[^/]+(/|\.)`;

/** `from` may import no file of the project but `allowed`; `$1` is the first group of `from`. */
function only(name, comment, from, allowed, notFrom = []) {
  return {
    name,
    comment,
    severity: "error",
    from: { path: from, pathNot: [TEST, ...notFrom] },
    to: { path: LOCAL, pathNot: allowed, dependencyTypes: ["local", "aliased"] },
  };
}

const layers = [
  only("pure-files", "Pure files import pure files.", PURE, PURE),
  only(
    "engine-tables",
    "What one engine gets is told by its own folder, the rules they share, and the registry.",
    String.raw`^lib/engines/(?!server/)([^/]+)/`,
    [`^lib/registry/`, String.raw`^lib/engines/(rules\.ts$|$1/)`],
  ),
  only(
    "engines",
    "lib/engines stands on the registry; it knows no feature.",
    String.raw`^lib/engines/[^/]+\.ts$`,
    [`^lib/(registry|engines)/`],
  ),
  only("database", "db imports db, pure files and the configuration.", String.raw`^db/`, [
    String.raw`^db/`,
    ...PURE,
    ...INFRASTRUCTURE,
  ]),
  only(
    "infrastructure",
    "lib/{context,env,log,…} stand below everything but pure files.",
    INFRASTRUCTURE[0],
    [...PURE, ...INFRASTRUCTURE],
  ),
  only(
    "repositories",
    "A repository imports pure files, the tables, the transaction's types, repositories of its own.",
    String.raw`^lib/([^/]+)/server/[a-z-]*repository\.ts$`,
    [
      ...PURE,
      String.raw`^db/(schema/|(like|prepared|transaction)\.ts$)`,
      String.raw`^lib/$1/server/[a-z-]*repository\.ts$`,
    ],
  ),
  only(
    "server-files",
    "Other server files import their feature's server files and other features' services.",
    String.raw`^lib/(?!http/)([^/]+)/server/(?![a-z-]*(service|repository)\.ts$)`,
    [
      ...PURE,
      ...INFRASTRUCTURE,
      SHARED_READS,
      String.raw`^db/(schema/|seed\.ts$)`,
      String.raw`^lib/$1/server/`,
      SERVICES,
    ],
    [AUTH_ROUTE, CALLER, DOCTOR],
  ),
  only(
    "doctor",
    "What examines an installation also reads files and the database's state.",
    DOCTOR,
    [
      ...PURE,
      ...INFRASTRUCTURE,
      CATALOG_FILE,
      SERVICES,
      String.raw`^db/(inspect|source)\.ts$`,
      String.raw`^lib/doctor/`,
    ],
  ),
  only("caller", "Who is calling is found in auth, keys and users.", CALLER, [
    ...PURE,
    ...INFRASTRUCTURE,
    String.raw`^lib/(auth|keys)/server/(?!repository)`,
    SERVICES,
  ]),
  only(
    "services",
    "A service imports its own server files, other services, and no tables.",
    String.raw`^lib/([^/]+)/server/[a-z-]*service\.ts$`,
    [
      ...PURE,
      ...INFRASTRUCTURE,
      SHARED_READS,
      String.raw`^lib/$1/server/`,
      SERVICES,
      String.raw`^lib/auth/server/(hash|password|throttle)\.ts$`,
    ],
  ),
  only(
    "actions",
    "Actions import their own service and lib/http.",
    String.raw`^lib/([^/]+)/actions\.ts$`,
    [
      ...PURE,
      ...INFRASTRUCTURE,
      String.raw`^lib/$1/server/[a-z-]*service\.ts$`,
      String.raw`^lib/http/`,
      String.raw`^lib/auth/server/`,
    ],
  ),
  only("queries", "Queries import pure files, queries, actions and the client.", QUERIES, [
    ...PURE,
    QUERIES,
    String.raw`^lib/([^/]+)/actions\.ts$`,
    BROWSER_HTTP,
  ]),
  only(
    "http-server",
    "The server's side of lib/http imports itself, the database and who is calling.",
    `^lib/http/server/`,
    [...PURE, ...INFRASTRUCTURE, `^lib/http/server/`, `^lib/http/browser/action-result`, CALLER],
  ),
  only(
    "http-reference",
    "The reference is made from the contracts: pure files and itself.",
    `^lib/http/reference/`,
    [...PURE, `^lib/http/reference/`],
  ),
  only(
    "http-browser",
    "This side of lib/http runs in the browser: pure files and itself.",
    BROWSER_HTTP,
    [...PURE, BROWSER_HTTP],
  ),
  only("components-ui", "components/ui knows no feature.", `^components/ui/`, `^components/ui/`),
  only(
    "components",
    "Components import pure files, queries, components/ui, components/layout and their own folder.",
    String.raw`^components/(?!ui/)([^/]+)/`,
    [
      ...PURE,
      QUERIES,
      BROWSER_HTTP,
      String.raw`^components/(ui|layout|$1)/`,
      EFFECTIVE_VIEW,
      FIELD_VIEW,
      CHANGES_VIEW,
      String.raw`^lib/auth/actions\.ts$`,
    ],
  ),
  only(
    "pages",
    "Pages import services, queries, components and who is calling.",
    "^app/",
    [
      ...PURE,
      ...INFRASTRUCTURE,
      SERVICES,
      QUERIES,
      String.raw`^components/`,
      String.raw`^lib/http/`,
      String.raw`^lib/auth/server/`,
      "^app/",
    ],
    [String.raw`\.bench\.ts$`, ROUTES],
  ),
  only(
    "routes",
    "Route handlers import services, lib/http and pure files.",
    ROUTES,
    [...PURE, ...INFRASTRUCTURE, SERVICES, String.raw`^lib/http/`, ROUTES],
    [String.raw`^app/api/auth/`, String.raw`\.bench\.ts$`],
  ),
  only("proxy", "The proxy redirects; it has no database.", String.raw`^proxy\.ts$`, [
    ...PURE,
    String.raw`^lib/env\.ts$`,
  ]),
  only(
    "cli",
    "Commands of the terminal import services, the database and what examines them.",
    `^cli/`,
    [
      ...PURE,
      ...INFRASTRUCTURE,
      SERVICES,
      CATALOG_FILE,
      String.raw`^db/(backup|inspect|restore|source)\.ts$`,
      String.raw`^lib/doctor/server/examine\.ts$`,
      String.raw`^cli/`,
    ],
  ),
  only("e2e", "End-to-end tests make their data over HTTP.", `^e2e/`, [
    ...PURE,
    String.raw`^lib/http/reference/contract\.ts$`,
    String.raw`^(e2e|scripts)/`,
  ]),
];

module.exports = { LOCAL, PURE, TEST, layers };
