import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { TASKS } from "@/lib/registry/tasks";
import type { Answer, Client, Json } from "../api/client";
import { defaultId, MODEL, ok, profileInput, profilePath } from "../api/world";
import { expectSound } from "./file";
import {
  Caller,
  createProfile,
  downFrom,
  makeSecret,
  ownProfiles,
  pick,
  revisionsOf,
  SOAK,
  Times,
} from "./people";
import { endAll, freshFolder, serversOn } from "./servers";

const PORTS = [3610, 3611];
const CLIENTS = SOAK ? 64 : 16;
const SECONDS = SOAK ? 30 : 5;
/** Profiles that all clients write to. */
const SHARED = 4;
/** Fields of tasks that take a model for chat. */
const FIELDS = TASKS.filter((task) => task.accepts_model_tasks.includes("TextToText")).map(
  (task) => task.config_field,
);

test.afterEach(endAll);

async function twoServers() {
  const folder = freshFolder();
  const servers = serversOn(folder, ...PORTS);
  await Promise.all(servers.map((server) => server.start()));
  const origins = servers.map((server) => server.origin);
  const [first = ""] = origins;
  return { folder, servers, origins, first };
}

/** A profile that all write to, and the revisions that their acknowledged writes made. */
interface Target {
  id: string;
  revisions: number[];
  description: Map<number, string>;
}

/** A profile of one client's, as its acknowledged writes left it. */
interface Own {
  id: string;
  revision: number;
  description: string;
}

class Load {
  readonly times = new Times();
  readonly counts = new Map<string, number>();
  readonly deleted: string[] = [];

  constructor(
    private readonly shared: Caller,
    private readonly counters: readonly Target[],
    private readonly plain: readonly Target[],
  ) {}

  private async call(what: string, allowed: readonly number[], work: () => Promise<Answer>) {
    const answer = await this.times.measure(work);
    if (!allowed.includes(answer.status)) {
      throw new Error(`${what}: ${answer.status} ${answer.text}`);
    }
    const name = `${what} ${answer.status}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    return answer;
  }

  /** Reads a number and puts back one more, unless somebody came between. */
  async increment(): Promise<void> {
    const target = pick(this.counters);
    const path = profilePath(target.id);
    const read = await this.call("get", [200], () => this.shared.any.get(path));
    const description = String(Number(read.body.description) + 1);
    const headers = { "If-Match": read.headers.get("etag") ?? "" };
    const answer = await this.call("patch if-match", [200, 412], () =>
      this.shared.any.patch(path, { description }, headers),
    );
    if (answer.status === 200) this.note(target, answer.body);
  }

  async overwrite(): Promise<void> {
    const target = pick(this.plain);
    const answer = await this.call("patch", [200], () =>
      this.shared.any.patch(profilePath(target.id), { description: randomUUID() }),
    );
    this.note(target, answer.body);
  }

  private note(target: Target, body: Json): void {
    target.revisions.push(Number(body.revision));
    target.description.set(Number(body.revision), String(body.description));
  }

  async create(client: Client, own: Own[]): Promise<void> {
    const { body } = await this.call("create", [201], () =>
      client.post("/api/models/profiles", profileInput({ description: randomUUID() })),
    );
    own.push({ id: String(body.id), revision: 1, description: String(body.description) });
  }

  async patchOwn(client: Client, profile: Own): Promise<void> {
    const { body } = await this.call("patch own", [200], () =>
      client.patch(profilePath(profile.id), { description: randomUUID() }),
    );
    profile.revision += 1;
    expect(body.revision).toBe(profile.revision);
    profile.description = String(body.description);
  }

  async assign(client: Client, field: string, profile: Own): Promise<void> {
    const { body } = await this.call("assign", [200], () =>
      client.patch("/api/config", { model_profiles: { [field]: profile.id } }),
    );
    expect(body.model_profiles[field]).toBe(profile.id);
  }

  async remove(client: Client, own: Own[], field: string, assigned: boolean): Promise<void> {
    const profile = own.pop();
    if (!profile) return;
    const { body } = await this.call("delete", [200], () => client.delete(profilePath(profile.id)));
    this.deleted.push(profile.id);
    if (assigned) expect(body.reverted_tasks).toHaveLength(1);
    else expect(body.reverted_tasks, field).toEqual([]);
  }
}

/** One client's life: it keeps up to a few profiles, one of them assigned to its own task. */
async function live(load: Load, caller: Caller, field: string, until: number) {
  const own: Own[] = [];
  let assigned: string | null = null;
  await load.create(caller.any, own);
  while (Date.now() < until) {
    const dice = Math.random();
    const last = own.at(-1);
    if (dice < 0.3) await load.increment();
    else if (dice < 0.5) await load.overwrite();
    else if (dice < 0.65 || !last) await load.create(caller.any, own);
    else if (dice < 0.8) await load.patchOwn(caller.any, pick(own));
    else if (dice < 0.9) {
      await load.assign(caller.any, field, last);
      assigned = last.id;
    } else {
      await load.remove(caller.any, own, field, assigned === last.id);
      if (assigned === last.id) assigned = null;
    }
  }
  return { own, assigned };
}

async function makeTargets(client: Client, description: string): Promise<Target[]> {
  const made = Array.from({ length: SHARED }, () => createProfile(client, { description }));
  return (await Promise.all(made)).map(({ id }) => ({
    id: String(id),
    revisions: [],
    description: new Map([[1, description]]),
  }));
}

async function expectTarget(client: Client, target: Target): Promise<Json> {
  const { body } = ok(await client.get(profilePath(target.id)));
  const last = target.revisions.length + 1;
  expect(body.revision).toBe(last);
  expect([...target.revisions].sort((a, b) => b - a)).toEqual(downFrom(last).slice(0, -1));
  expect(body.description).toBe(target.description.get(last));
  expect(await revisionsOf(client, target.id)).toEqual(downFrom(last));
  return body;
}

test("many clients of two processes: nothing fails, nothing is lost", async () => {
  test.setTimeout(SOAK ? 600_000 : 180_000);
  const { folder, servers, origins, first } = await twoServers();
  const shared = new Caller(await makeSecret(first), origins);
  const counters = await makeTargets(shared.any, "0");
  const plain = await makeTargets(shared.any, "nothing yet");
  // An account for every few clients, so that each of them has a task to itself.
  const secrets: string[] = [];
  for (let n = 0; n < CLIENTS; n += FIELDS.length) secrets.push(await makeSecret(first));
  const load = new Load(shared, counters, plain);
  const people = Array.from({ length: CLIENTS }, (_, n) => ({
    caller: new Caller(secrets[Math.floor(n / FIELDS.length)] ?? "", origins),
    field: FIELDS[n % FIELDS.length] ?? "",
  }));
  const until = Date.now() + SECONDS * 1000;
  const lives = await Promise.all(
    people.map(async ({ caller, field }) => ({
      caller,
      field,
      ...(await live(load, caller, field, until)),
    })),
  );
  for (const client of shared.clients) {
    for (const target of plain) await expectTarget(client, target);
    for (const target of counters) {
      const body = await expectTarget(client, target);
      expect(Number(body.description)).toBe(target.revisions.length);
    }
  }
  let owned = 0;
  for (const process of [0, 1]) {
    const listed = new Map<Caller, Map<string, Json>>();
    for (const { caller, field, own, assigned } of lives) {
      const client = caller.clients[process];
      if (!client) throw new Error("there are two processes");
      const profiles = listed.get(caller) ?? (await ownProfiles(client));
      listed.set(caller, profiles);
      const lost = own.filter(({ id, revision, description }) => {
        const row = profiles.get(id);
        return row?.revision !== revision || row.description !== description;
      });
      expect(lost).toEqual([]);
      expect(load.deleted.filter((id) => profiles.has(id))).toEqual([]);
      const config = ok(await client.get("/api/config")).body.model_profiles;
      const standard = TASKS.find((task) => task.config_field === field)?.type ?? 0;
      expect(config[field]).toBe(assigned ?? defaultId(standard));
      if (own[0]) expect(await revisionsOf(client, own[0].id)).toEqual(downFrom(own[0].revision));
      owned += process === 0 ? own.length : 0;
    }
  }
  expect(await Promise.all(servers.map((server) => server.end()))).toEqual([0, 0]);
  await expectSound(folder);
  const counts = [...load.counts].map(([name, count]) => `${name}: ${count}`).join(", ");
  const rate = Math.round(load.times.count / SECONDS);
  console.info(
    `concurrency: ${CLIENTS} clients, ${SECONDS} s, ${rate}/s, ${String(load.times)}; ` +
      `${counts}; ${owned} own profiles, ${load.deleted.length} deleted, all accounted for`,
  );
});

test("a write through one process is seen by the very next read through the other", async () => {
  test.setTimeout(SOAK ? 600_000 : 120_000);
  const rounds = SOAK ? 1000 : 100;
  const { origins, first } = await twoServers();
  const { clients } = new Caller(await makeSecret(first), origins);
  const [one, other] = clients;
  if (!one || !other) throw new Error("there are two processes");
  const { id } = await createProfile(one, { model_name: MODEL });
  const path = profilePath(String(id));
  ok(await one.patch("/api/config", { model_profiles: { primary_profile_id: id } }));
  const seen = new Times();
  for (let round = 1; round <= rounds; round += 1) {
    const [writer, reader] = round % 2 === 0 ? [one, other] : [other, one];
    // Twice, so that both answers come from memory.
    for (const address of [path, path, "/api/resolve/primary", "/api/resolve/primary"]) {
      ok(await reader.get(address));
    }
    ok(await writer.patch(path, { system_prompt: `Round ${round}` }));
    const { body } = ok(await seen.measure(() => reader.get("/api/resolve/primary")));
    expect(body.effective.system_prompt).toBe(`Round ${round}`);
    ok(await writer.patch(path, { description: `Round ${round}` }));
    const after = ok(await seen.measure(() => reader.get(path))).body;
    expect(after).toMatchObject({ description: `Round ${round}`, revision: 2 * round + 1 });
  }
  console.info(`concurrency: ${rounds} writes seen at once by the other process; ${String(seen)}`);
});
