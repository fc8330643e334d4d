/** What one feature may use of another, and in which order features build on each other. */
const { QUERIES, SERVICES, TEST } = require("./.dependency-cruiser.layers.cjs");

/** Folders that are no features: every feature may use all of them. */
const SHARED = [
  String.raw`^lib/[^/]+\.ts$`,
  String.raw`^lib/(registry|values|credentials|http|runtime)/`,
  String.raw`^lib/engines/(?!server/)`,
];
/** What a feature offers the others: its schemas, its contract, its services, its client. */
const PUBLIC = [String.raw`^lib/[^/]+/[a-z-]*(schema|contract)\.ts$`, SERVICES, QUERIES];

/** A feature may import those before it and none after it, so there are no cycles. */
const ORDER = [
  "values",
  "credentials",
  "audit",
  "settings",
  "usage",
  "keys",
  "sessions",
  "users",
  "auth",
  "bounds",
  "models",
  "engines",
  "history",
  "profiles",
  "assignments",
  "moves",
  "tasks",
  "kept",
  "gateway",
  "playground",
  "health",
  "doctor",
];

const order = ORDER.slice(0, -1).map((name, index) => ({
  name: `order-${name}`,
  comment: `No cycles between features: lib/${name} must not import a later one in ORDER.`,
  severity: "error",
  from: { path: `^lib/${name}/`, pathNot: TEST },
  to: { path: `^lib/(${ORDER.slice(index + 1).join("|")})/` },
}));

const features = {
  name: "features",
  comment: "A feature imports another one's schemas, contract, services and client, nothing else.",
  severity: "error",
  from: { path: String.raw`^lib/(?!http/|runtime/)([^/]+)/`, pathNot: TEST },
  to: { path: `^lib/`, pathNot: [`^lib/$1/`, ...SHARED, ...PUBLIC] },
};

module.exports = { features: [features, ...order] };
