import { z } from "zod";

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
  DATA_DIR: z.string().min(1).default("./data"),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  DIRECT_ROUTES: z.stringbool().default(true),
  RATE_LIMIT: z.coerce.number().int().min(0).max(1_000_000).default(0),
  REGISTRATION_LIMIT: z.coerce.number().int().min(0).max(1_000_000).default(20),
  METRICS_OPEN_ON_LOOPBACK: z.stringbool().default(false),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

export type Env = z.infer<typeof schema>;

export const ENV_NAMES = schema.keyof().options;

/**
 * The configuration. The only reader of `process.env`.
 * @throws an Error with every invalid variable and the reason
 */
export function readEnv(): Env {
  // An empty variable counts as not set: files often contain lines such as `AUTH_SECRET=`.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
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
