import { createHash, randomBytes, randomUUID } from "node:crypto";
import { openDatabase } from "@/db/client";
import {
  api_keys,
  bounds,
  engines,
  model_profiles,
  profile_assignments,
  profile_revisions,
  users,
} from "@/db/schema";
import { type Transaction, withTransaction } from "@/db/transaction";
import { contentOf, nameKey } from "@/lib/values/content";

export interface Size {
  users: number;
  profiles: number;
}

/** A user of the sample: how to call as them and a profile of theirs. */
export interface Caller {
  userId: string;
  secret: string;
  profileId: string;
}

const AT = "2026-01-01T00:00:00.000Z";
const CHUNK = 500;
const MODEL = "qwen3-30b-a3b-q4-k-m";

function userRow(index: number) {
  const email = `user${index}@example.org`;
  return {
    id: randomUUID(),
    email,
    email_key: email,
    name: `User ${index}`,
    role: "user" as const,
    password_hash: "none",
    created_at: AT,
    updated_at: AT,
  };
}

function profileRow(userId: string, index: number) {
  const name = `Profile ${index}`;
  return {
    id: randomUUID(),
    user_id: userId,
    name,
    name_key: nameKey(name),
    description: "Made for the benchmark",
    type: 1,
    model_name: MODEL,
    model_version: null,
    base_profile_id: "00000000-0000-0000-0000-000000000001",
    parameters: { temperature: 0.5, top_k: 20, num_ctx: 8192, stop: ["<|im_end|>"] },
    system_prompt: "You are a careful assistant. ".repeat(20),
    circuit_breaker: null,
    gpu_config: null,
    image_settings: null,
    revision: 1,
    created_at: AT,
    updated_at: AT,
  };
}

type ProfileInsert = ReturnType<typeof profileRow>;

async function insertProfiles(tx: Transaction, rows: ProfileInsert[]): Promise<void> {
  await tx.insert(model_profiles).values(rows);
  await tx.insert(profile_revisions).values(
    rows.map((row) => ({
      profile_id: row.id,
      revision: 1,
      created_at: AT,
      author: row.user_id,
      content: contentOf(row),
    })),
  );
}

async function addCaller(tx: Transaction, profile: ProfileInsert): Promise<Caller> {
  const secret = `mp_${randomBytes(32).toString("base64url")}`;
  await tx.insert(api_keys).values({
    id: randomUUID(),
    user_id: profile.user_id,
    name: "bench",
    hash: createHash("sha256").update(secret).digest("hex"),
    prefix: secret.slice(0, 11),
    scopes: ["write", "infer"],
    created_at: AT,
  });
  const row = { user_id: profile.user_id, task: "primary", profile_id: profile.id, updated_at: AT };
  await tx.insert(profile_assignments).values(row);
  return { userId: profile.user_id, secret, profileId: profile.id };
}

function chunks<T>(rows: readonly T[]): T[][] {
  const count = Math.ceil(rows.length / CHUNK);
  return Array.from({ length: count }, (_, n) => rows.slice(n * CHUNK, (n + 1) * CHUNK));
}

/** For all tasks and for one, some of which a sample's profile breaks, so that values are clamped. */
const BOUNDS = [
  { path: "parameters.num_ctx", task: "", limit: { max: 4096 } },
  { path: "parameters.temperature", task: "primary", limit: { min: 0.6, max: 1 } },
  { path: "parameters.top_p", task: "", limit: { max: 0.95 } },
  { path: "parameters.seed", task: "primary", limit: { fixed: 7 } },
  { path: "gpu_config.n_cpu_moe", task: "", limit: { max: 80 } },
] satisfies Pick<typeof bounds.$inferInsert, "path" | "task" | "limit">[];

/** Sets bounds in the database of a server that runs, as the caller. */
export async function bound(folder: string, { userId }: Caller): Promise<void> {
  const db = await openDatabase({ url: `file:${folder}/bench.db` });
  const rows = BOUNDS.map((row) => ({
    ...row,
    id: randomUUID(),
    set_by: userId,
    updated_at: AT,
  }));
  await withTransaction(db, (tx) => tx.insert(bounds).values(rows));
  await db.close();
}

/** Adds an engine that serves the sample's model to the database of a server that runs. */
export async function addEngine(folder: string, address: string): Promise<void> {
  const db = await openDatabase({ url: `file:${folder}/bench.db` });
  const engine: typeof engines.$inferInsert = {
    id: randomUUID(),
    kind: "openai_compatible",
    name: "bench",
    name_key: "bench",
    address,
    models: { [MODEL]: "m" },
    adds_models: false,
    priority: 0,
    max_parallel: 1000,
    local: true,
    flags: [],
    enabled: true,
    created_at: AT,
    updated_at: AT,
  };
  await withTransaction(db, (tx) => tx.insert(engines).values(engine));
  await db.close();
}

/** Fills the database of a server that runs, which has seeded it; the callers are spread evenly over its users. */
export async function populate(folder: string, size: Size, callers: number): Promise<Caller[]> {
  const db = await openDatabase({ url: `file:${folder}/bench.db` });
  const people = Array.from({ length: size.users }, (_, index) => userRow(index));
  const profiles = Array.from({ length: size.profiles }, (_, index) =>
    profileRow(people[index % size.users]?.id ?? "", index),
  );
  for (const rows of chunks(people)) {
    await withTransaction(db, (tx) => tx.insert(users).values(rows));
  }
  for (const rows of chunks(profiles)) await withTransaction(db, (tx) => insertProfiles(tx, rows));
  const step = Math.floor(size.users / callers);
  const sample = profiles.filter((_, index) => index < size.users && index % step === 0);
  const made = await withTransaction(db, async (tx) => {
    const result: Caller[] = [];
    for (const profile of sample.slice(0, callers)) result.push(await addCaller(tx, profile));
    return result;
  });
  await db.close();
  return made;
}
