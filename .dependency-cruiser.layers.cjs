/**
 * Who may import what of the project. Every rule names the files it is about and the files that
 * those may import; all others are errors. Tests are free, but nothing may import a test.
 */

const TEST = String.raw`\.test\.tsx?$|^db/testing\.ts$|^lib/testing(-bodies)?\.ts$|^lib/[^/]+/server/testing\.ts$|^vitest\.`;

/** Rules, schemas and calculations: they import each other and zod, so they run anywhere. */
const PURE = [
  String.raw`^lib/registry/`,
  String.raw`^lib/(actor|direction|errors|validation|objects|search-words|urls|clock)\.ts$`,
  String.raw`^lib/http/(endpoint|openai-error|pagination|problem-schema)\.ts$`,
  String.raw`^lib/engines/[^/]+/(wire|facts)\.ts$`,
  String.raw`^lib/(?!http/|registry/|runtime/)[^/]+/(?!(actions|[a-z-]*mutations|queries)\.ts$)[^/]+\.ts$`,
];

/** What services and entry points use of the process: configuration, log, metrics, shutdown. */
const INFRASTRUCTURE = [
  String.raw`^lib/http/server/(outbound|ask|conditional)\.ts$`,
  String.raw`^lib/(context\.ts$|runtime/(?!startup))`,
  String.raw`^db/(client|transaction|failure|commit-cache|in-turns|write-health)\.ts$`,
];

/** next-auth's own route, which stands where next-auth may be imported. */
const AUTH_ROUTE = String.raw`^lib/auth/server/auth-route\.ts$`;
/** Who is calling. */
const CALLER = String.raw`^lib/auth/server/context\.ts$`;
/** Hashing and throttling of passwords and secrets. */
const CREDENTIALS = `^lib/credentials/`;
/** A feature's service; a large one stands in several files (`resolve-service.ts`). */
const SERVICES = String.raw`^lib/[^/]+/server/[a-z-]*service\.ts$`;
/** What examines an installation, which may be broken. */
const DOCTOR = String.raw`^lib/doctor/server/(?!repository)`;
/** What pages read and write by, in the browser. */
const QUERIES = String.raw`^lib/[^/]+/(queries|[a-z-]*mutations)\.ts$`;
/** The browser's side of `lib/http`. */
const BROWSER_HTTP = `^lib/http/browser/`;
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
  only("values", "lib/values stands on the registry; it knows no feature.", `^lib/values/`, [
    String.raw`^lib/(registry|values)/`,
    String.raw`^lib/(actor|errors|objects)\.ts$`,
  ]),
  only("pure-files", "Pure files import pure files.", PURE, PURE),
  only(
    "engine-tables",
    "What one engine gets is told by its own folder, the rules they share, and the registry.",
    String.raw`^lib/engines/(?!server/)([^/]+)/`,
    [
      `^lib/registry/`,
      String.raw`^lib/objects\.ts$`,
      String.raw`^lib/engines/((rules|reader)\.ts$|$1/)`,
    ],
  ),
  only(
    "engines",
    "What engines get and tell stands on the registry; it knows no feature.",
    String.raw`^lib/engines/(?!contract|actions|queries|mutations|[a-z-]*schema)[^/]+\.ts$`,
    [`^lib/(registry|engines)/`, String.raw`^lib/objects\.ts$`],
  ),
  only("database", "db imports db, pure files and the configuration.", String.raw`^db/`, [
    String.raw`^db/`,
    ...PURE,
    ...INFRASTRUCTURE,
  ]),
  only(
    "infrastructure",
    "lib/context and lib/runtime import only pure files and db.",
    INFRASTRUCTURE[0],
    [...PURE, ...INFRASTRUCTURE],
  ),
  only(
    "repositories",
    "A repository imports pure files, the tables, the transaction's types, repositories of its own.",
    String.raw`^lib/([^/]+)/server/[a-z-]*repository\.ts$`,
    [
      ...PURE,
      String.raw`^db/(schema/|(query|transaction)\.ts$)`,
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
      String.raw`^db/(schema/|seed\.ts$)`,
      String.raw`^lib/$1/server/`,
      SERVICES,
      CREDENTIALS,
    ],
    [AUTH_ROUTE, CALLER, DOCTOR],
  ),
  only(
    "doctor",
    "What examines an installation also reads files and the database's state.",
    DOCTOR,
    [...PURE, ...INFRASTRUCTURE, SERVICES, String.raw`^db/inspect\.ts$`, String.raw`^lib/doctor/`],
  ),
  only(
    "caller",
    "Who is calling is found by lib/auth and the services of keys and users.",
    CALLER,
    [...PURE, ...INFRASTRUCTURE, String.raw`^lib/auth/server/`, SERVICES, CREDENTIALS],
  ),
  only(
    "services",
    "A service imports its own server files, other services and the factory defaults, but no tables.",
    String.raw`^lib/([^/]+)/server/[a-z-]*service\.ts$`,
    [
      ...PURE,
      ...INFRASTRUCTURE,
      String.raw`^db/seed\.ts$`,
      String.raw`^lib/$1/server/`,
      SERVICES,
      CREDENTIALS,
    ],
  ),
  only("actions", "Actions import services and lib/http.", String.raw`^lib/([^/]+)/actions\.ts$`, [
    ...PURE,
    ...INFRASTRUCTURE,
    SERVICES,
    String.raw`^lib/http/`,
    String.raw`^lib/auth/server/`,
  ]),
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
    [...PURE, ...INFRASTRUCTURE, `^lib/http/server/`, `^lib/http/browser/actions`, CALLER],
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
  only("components-ui", "components/ui knows no feature.", `^components/ui/`, [
    `^components/ui/`,
    String.raw`^lib/(direction|search-words)\.ts$`,
  ]),
  only(
    "components",
    "Components import pure files, queries, components/{ui,values,layout} and their own folder.",
    String.raw`^components/(?!ui/)([^/]+)/`,
    [
      ...PURE,
      QUERIES,
      BROWSER_HTTP,
      String.raw`^components/(ui|values|layout|$1)/`,
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
    String.raw`^lib/runtime/env\.ts$`,
  ]),
  only(
    "cli",
    "Commands of the terminal import services, the database and what examines them.",
    `^cli/`,
    [
      ...PURE,
      ...INFRASTRUCTURE,
      SERVICES,
      String.raw`^db/(backup|inspect|restore)\.ts$`,
      String.raw`^lib/doctor/server/examine\.ts$`,
      String.raw`^cli/`,
    ],
  ),
  only("e2e", "End-to-end tests make their data over HTTP.", `^e2e/`, [
    ...PURE,
    String.raw`^lib/(http/reference/contract|testing-bodies)\.ts$`,
    String.raw`^(e2e|scripts)/`,
  ]),
];

module.exports = { LOCAL, PURE, QUERIES, SERVICES, TEST, layers };
