import { type Answer, Client, type Json } from "../api/client";
import { ok, PASSWORD, profileInput, profilePath, uniqueEmail } from "../api/world";

export const SOAK = process.env.SOAK === "1";

/** A new account on the server; the first one becomes its admin. */
export async function openAccount(origin: string) {
  const client = new Client(null, origin);
  const account = { name: "The load", email: uniqueEmail("load"), password: PASSWORD };
  const first = await client.post("/api/setup", account);
  const { id } = ok(
    first.status === 409 ? await client.post("/api/register", account) : first,
    201,
  ).body;
  await client.signIn(account.email, PASSWORD);
  return { ...account, id: String(id), session: client };
}

/** The secret of a new account's key that may write; it holds for all servers of the database. */
export async function makeSecret(origin: string): Promise<string> {
  const { session } = await openAccount(origin);
  const answer = await session.post("/api/keys", { name: "load", scopes: ["write"] });
  return String(ok(answer, 201).body.secret);
}

/** One caller with a client for each server; `any` takes one at random. */
export class Caller {
  readonly clients: readonly Client[];

  constructor(secret: string, origins: readonly string[]) {
    this.clients = origins.map((origin) => new Client(secret, origin));
  }

  get any(): Client {
    return pick(this.clients);
  }
}

export function pick<T>(items: readonly T[]): T {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error("there is nothing to take one of");
  return item;
}

export async function createProfile(client: Client, fields: Json = {}): Promise<Json> {
  return ok(await client.post("/api/models/profiles", profileInput(fields)), 201).body;
}

/** All revisions of a profile by number, newest first, however many pages they take. */
export async function revisionsOf(client: Client, id: string): Promise<number[]> {
  const found: number[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: Answer = await client.get(
      `${profilePath(id)}/revisions?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    );
    const { data, next_cursor } = ok(page).body;
    found.push(...data.map((row: Json) => Number(row.revision)));
    cursor = next_cursor;
  }
  return found;
}

/** The caller's own profiles, by id. */
export async function ownProfiles(client: Client): Promise<Map<string, Json>> {
  const found = new Map<string, Json>();
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: Answer = await client.get(
      `/api/models/profiles?owner=me&limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    );
    const { data, next_cursor } = ok(page).body;
    for (const row of data) found.set(String(row.id), row);
    cursor = next_cursor;
  }
  return found;
}

/** n, n-1, … 1 */
export function downFrom(n: number): number[] {
  return Array.from({ length: n }, (_, index) => n - index);
}

/** How long calls took, in milliseconds, as a line of figures. */
export class Times {
  private readonly all: number[] = [];

  async measure<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.all.push(performance.now() - start);
    }
  }

  get count(): number {
    return this.all.length;
  }

  at(share: number): number {
    const sorted = [...this.all].sort((a, b) => a - b);
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  }

  toString(): string {
    return `${this.count} calls, p50 ${this.at(0.5)} ms, p99 ${this.at(0.99)} ms, worst ${this.at(1)} ms`;
  }
}
