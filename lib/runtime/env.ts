import { z } from "zod";

/** 0 means no limit. */
const quota = z.coerce.number().int().min(0).max(1_000_000);
const seconds = z.coerce.number().min(0.1).max(3600);

/** Every environment variable with its default; `.env.example` and the README list them too. */
const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().optional(),
  DATABASE_URL: z.string().min(1).default("file:./data/model-profiles.db"),
  DATABASE_AUTH_TOKEN: z.string().optional(),
  DATABASE_SYNC_URL: z.url().optional(),
  DATABASE_SYNC_INTERVAL: seconds.default(1),
  MODELS_FILE: z.string().min(1).default("./.models.json"),
  AUTH_SECRET: z.string().min(32).optional(),
  SESSION_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  DATA_DIR: z.string().min(1).default("./data"),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  DIRECT_ROUTES: z.stringbool().default(true),
  GATEWAY_HEADERS_WITHIN: seconds.default(15),
  GATEWAY_LOAD_WITHIN: seconds.default(300),
  GATEWAY_TOTAL_WITHIN: z.coerce.number().min(1).max(86_400).default(3600),
  RATE_LIMIT: z.coerce.number().int().min(0).max(1_000_000).default(0),
  REGISTRATION_LIMIT: z.coerce.number().int().min(0).max(1_000_000).default(20),
  QUOTA_PROFILES: quota.default(2000),
  QUOTA_MEGABYTES: quota.default(50),
  QUOTA_REVISIONS: quota.refine((count) => count !== 1, "must be 0, or 2 or more").default(500),
  QUOTA_CHILDREN: quota.default(500),
  QUOTA_KEYS: quota.default(50),
  ENGINE_CHECK_INTERVAL: z.coerce.number().min(0).max(3600).default(30),
  METRICS_OPEN_ON_LOOPBACK: z.stringbool().default(false),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

export type Env = z.infer<typeof schema>;

export const ENV_NAMES = schema.keyof().options;

let last: { given: string; env: Env } | undefined;

/**
 * The configuration. The only reader of `process.env`. It is parsed again only if a variable has
 * changed, because parsing takes longer than many requests.
 * @throws an Error with every invalid variable and the reason
 */
export function readEnv(): Env {
  const values = ENV_NAMES.map((name) => process.env[name]);
  const given = values.join("\0");
  if (last?.given === given) return last.env;
  // An empty variable counts as not set: files often contain lines such as `AUTH_SECRET=`.
  const set = ENV_NAMES.map((name, index) => [name, values[index]] as const);
  const result = schema.safeParse(Object.fromEntries(set.filter(([, value]) => value)));
  if (result.success) {
    last = { given, env: result.data };
    return result.data;
  }
  const faults = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Invalid configuration:\n${faults.join("\n")}`);
}

/**
 * Removes next-auth's own variables, which are often set for other programs: next-auth would use them
 * instead of the URL that the caller used.
 */
export function dropAuthUrl(): void {
  delete process.env.AUTH_URL;
  delete process.env.NEXTAUTH_URL;
}

/** A variable of the environment that the configuration names; undefined if it is not set. */
export function namedVariable(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}
