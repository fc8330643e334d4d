/** What one feature may use of another, and in which order features build on each other. */
const {
  CREDENTIALS,
  DOCTOR,
  QUERIES,
  SERVICES,
  TEST,
} = require("./.dependency-cruiser.layers.cjs");

/** Pure files that every feature may use: the rules about values, and what they stand on. */
const SHARED = [
  String.raw`^lib/[^/]+\.ts$`,
  String.raw`^lib/(registry|values|engines|address|http)/`,
  String.raw`^lib/auth/[^/]+\.ts$`,
];
/** What a feature shows to the others: its contract, its services, and its client in the browser. */
const PUBLIC = [String.raw`^lib/[^/]+/[a-z-]*(schema|contract)\.ts$`, SERVICES, QUERIES];

/** Every feature may import those before it, and none after it: so there are no cycles. */
const ORDER = [
  ["auth", String.raw`^lib/auth/[^/]+\.ts$`],
  ["values", `^lib/values/`],
  ["credentials", CREDENTIALS],
  ["audit", `^lib/audit/`],
  ["settings", `^lib/settings/`],
  ["users", `^lib/users/`],
  ["keys", `^lib/keys/`],
  ["caller", String.raw`^lib/auth/server/(?!hash|password|throttle)`],
  ["bounds", `^lib/bounds/`],
  ["models", `^lib/models/`],
  ["profiles", `^lib/profiles/`],
  ["assignments", `^lib/assignments/`],
  ["moves", `^lib/moves/`],
  ["health", `^lib/health/`],
  ["doctor", `^lib/doctor/`],
];
/** Deleting a profile takes it off its tasks, in the same transaction: profiles calls assignments. */
const RELEASE = String.raw`^lib/assignments/server/release-service\.ts$`;

/** A feature imports no later one; actions, which are doors, may start a session. */
const order = ORDER.slice(0, -1).map(([name, path], place) => ({
  name: `order-${name}`,
  comment: `No cycles between features: lib/${name} stands below the features after it.`,
  severity: "error",
  from: { path, pathNot: [TEST, String.raw`/actions\.ts$`] },
  to: { path: ORDER.slice(place + 1).map(([, later]) => later), pathNot: RELEASE },
}));

const features = {
  name: "features",
  comment: "Of another feature: its schema, its contract, its services, its queries and mutations.",
  severity: "error",
  from: { path: String.raw`^lib/(?!http/)([^/]+)/`, pathNot: [TEST, DOCTOR] },
  to: {
    path: `^lib/`,
    pathNot: [
      `^lib/$1/`,
      ...SHARED,
      ...PUBLIC,
      CREDENTIALS,
      String.raw`^lib/auth/server/(start-session|context)\.ts$`,
      String.raw`^lib/[^/]+/actions\.ts$`,
    ],
  },
};

module.exports = { features: [features, ...order] };
