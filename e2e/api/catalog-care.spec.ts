import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { withCatalog } from "./catalog-file";
import type { Json } from "./client";
import {
  assign,
  CODER,
  defaultId,
  EMBEDDER,
  expectFaults,
  makeAdmin,
  makeProfile,
  makeWriter,
  MODEL,
  ok,
  PAINTER,
  profilePath,
  removeBounds,
  resolved,
  type User,
} from "./world";

const PATH = "/api/admin/catalog";
const MOVE = `${PATH}/move`;
const NOTHING = { added: [], updated: [], removed: [], errors: [] };
let admin: User;

test.beforeAll(async () => {
  admin = await makeAdmin();
});

async function care(): Promise<Json> {
  return ok(await admin.session.get(PATH)).body;
}

async function fileRead(): Promise<Json> {
  return (await care()).file.read;
}

/** An entry like another, with a name of its own. */
function likeOf(entry: Json, fields: Json = {}): Json {
  return { ...entry, id: `like-${randomUUID()}`, ...fields };
}

test.describe("what is loaded", () => {
  test("is told with the file's path, the models of each source and the last report", async () => {
    await withCatalog(async ({ to, entries }) => {
      const extra = likeOf(entries[0]);
      const since = new Date().toISOString();
      await to([...entries, extra, { ...extra, id: "" }]);
      const { models, file } = await care();
      expect(file.path).toMatch(/^\/.*models\.json$/);
      expect(models).toBe(entries.length + 1);
      expect(file.models).toBe(models);
      expect(file.read).toMatchObject({ stale: null, report: { added: [extra.id] } });
      expect(file.read.report.errors).toMatchObject([{ index: entries.length + 1, path: "id" }]);
      expect(file.read.read_at >= since).toBe(true);
    });
  });

  test("stays when the file cannot be used: the report tells, and since when", async () => {
    const { client } = await makeWriter();
    await withCatalog(async ({ to, entries }) => {
      const before = ok(await client.get("/api/models?limit=200")).body;
      await to("{");
      const first = await fileRead();
      expect(first.report).toMatchObject({ added: [], errors: [{ index: -1, path: "" }] });
      expect(first.stale.reason).toContain("is not JSON");
      await to("[");
      const second = await fileRead();
      expect(second.stale.since).toBe(first.stale.since);
      expect(ok(await client.get("/api/models?limit=200")).body).toEqual(before);
      await to(entries);
      expect(await fileRead()).toMatchObject({ stale: null, report: NOTHING });
    });
  });
});

test.describe("a change of the file", () => {
  test("is picked up by itself, once", async () => {
    const { client } = await makeWriter();
    await withCatalog(async ({ write, entries }) => {
      const extra = likeOf(entries[0]);
      write([...entries, extra]);
      const at = `/api/models/${String(extra.id)}`;
      await expect.poll(async () => (await client.get(at)).status).toBe(200);
      const read = await fileRead();
      expect(read.report).toEqual({ ...NOTHING, added: [extra.id] });
      const target = "action=catalog.sync&target=catalog&limit=1";
      const { data } = ok(await admin.session.get(`/api/admin/audit?${target}`)).body;
      expect(data[0]).toMatchObject({ actor: "system", after: { added: [extra.id] } });
    });
  });

  test("is told in the audit field by field, with what each was", async () => {
    await withCatalog(async ({ to, entries }) => {
      const like = likeOf(entries[0], { note: "old" });
      const { note: _old, ...rest } = like;
      const details = { ...like.details, context_length: 1234 };
      await to([...entries, like]);
      await to([...entries, { ...rest, details, pipeline: "p".repeat(150) }]);
      const target = "action=catalog.sync&target=catalog&limit=1";
      const { data } = ok(await admin.session.get(`/api/admin/audit?${target}`)).body;
      const at = (path: string) => `${String(like.id)} · ${path}`;
      expect(data[0].before).toEqual({
        [at("details.context_length")]: entries[0]?.details.context_length,
        [at("note")]: "old",
      });
      expect(data[0].after).toEqual({
        added: [],
        updated: [like.id],
        removed: [],
        [at("details.context_length")]: 1234,
        [at("pipeline")]: "p".repeat(150),
      });
    });
  });

  test("is picked up when another file is put in its place, more than once", async () => {
    const { client } = await makeWriter();
    await withCatalog(async ({ replace, write, entries }) => {
      for (const change of [replace, replace, write]) {
        const extra = likeOf(entries[0]);
        change([...entries, extra]);
        const at = `/api/models/${String(extra.id)}`;
        await expect.poll(async () => (await client.get(at)).status).toBe(200);
      }
    });
  });

  test("that breaks it changes nothing and is the last report, until it is mended", async () => {
    const { client } = await makeWriter();
    await withCatalog(async ({ write, entries }) => {
      const before = ok(await client.get("/api/models?limit=200")).body;
      write(JSON.stringify(entries).slice(0, -1));
      await expect.poll(async () => (await fileRead()).stale !== null).toBe(true);
      expect((await fileRead()).report.errors).toMatchObject([{ index: -1 }]);
      expect(ok(await client.get("/api/models?limit=200")).body).toEqual(before);
      write(entries);
      await expect.poll(async () => (await fileRead()).stale).toBe(null);
    });
  });
});

test("a file that never answers keeps nobody from writing, and is told", async () => {
  const { client } = await makeWriter();
  await withCatalog(async ({ file }) => {
    rmSync(file);
    try {
      execFileSync("mkfifo", [file]);
      const report = ok(await admin.session.post(`${PATH}/sync`)).body;
      expect(report.errors).toMatchObject([
        { index: -1, message: expect.stringContaining("it is not a file") },
      ]);
      await makeProfile(client);
    } finally {
      rmSync(file, { force: true });
    }
  });
});

test.describe("a file without one right entry", () => {
  const spoil = (entry: Json): Json => ({ ...entry, id: "" });

  test("changes nothing, is told with the first fault, and is picked up once mended", async () => {
    const { client } = await makeWriter();
    const models = async () => ok(await client.get("/api/models?limit=200")).body;
    await withCatalog(async ({ write, to, entries }) => {
      const before = await models();
      const report = await to([{ name: "half", id: "" }, 1]);
      expect(report).toMatchObject({ ...NOTHING, errors: [{ index: -1, path: "" }] });
      expect(report.errors[0].message).toContain("none can be read; entry 0: id must be");
      expect(await models()).toEqual(before);
      write(entries.map(spoil));
      const reason = async () => (await fileRead()).stale?.reason as string | undefined;
      await expect.poll(reason).toContain("entry 0: id must be");
      expect(await models()).toEqual(before);
      write(entries);
      await expect.poll(reason).toBeUndefined();
    });
  });

  test("is not one that is empty: that empties the catalog", async () => {
    await withCatalog(async ({ to, entries }) => {
      const { removed, errors } = await to([]);
      expect(errors).toEqual([]);
      expect(removed).toHaveLength(entries.length);
      expect((await care()).file).toMatchObject({ models: 0, read: { stale: null } });
    });
  });
});

test.describe("missing models", () => {
  test("are told with how many profiles name them and which defaults, until they are back", async () => {
    const { client } = await makeWriter();
    const found = async (id: unknown) =>
      (await care()).missing.find((row: Json) => row.model_name === id);
    await withCatalog(async ({ to, entries }) => {
      const extra = likeOf(entries.find((entry) => entry.id === MODEL));
      await to([...entries, extra]);
      await makeProfile(client, { model_name: extra.id });
      await makeProfile((await makeWriter()).client, { model_name: extra.id });
      const at = profilePath(defaultId(1));
      ok(await admin.session.patch(at, { model_name: extra.id }));
      const { name } = ok(await client.get(at)).body;
      expect(await found(extra.id)).toBeUndefined();
      await to(entries);
      expect(await found(extra.id)).toEqual({
        model_name: extra.id,
        profiles: 3,
        defaults: [{ id: defaultId(1), name, type: 1 }],
      });
      ok(await admin.session.post(MOVE, { from: extra.id, to: MODEL }));
      expect(await found(extra.id)).toBeUndefined();
      expect(ok(await client.get(at)).body.model_name).toBe(MODEL);
    });
  });
});

/** Runs `work` with a model of the test's own, like one of the catalog, in the catalog. */
async function withModel(
  work: (id: string, remove: () => Promise<void>) => Promise<void>,
  model = MODEL,
) {
  await withCatalog(async ({ to, entries }) => {
    const like: Json = entries.find((entry) => entry.id === model);
    const details = { ...like.details, context_length: 500_000 };
    const extra = likeOf(like, { details, lora_weights: ["sketch"] });
    await to([...entries, extra]);
    await work(String(extra.id), async () => {
      await to(entries);
    });
  });
}

test.describe("moving the profiles of a model", () => {
  test("takes everybody's that fit, from a model that is gone too, and leaves the others with why", async () => {
    const one = await makeWriter("mover");
    const other = await makeWriter("moved");
    await withModel(async (from, remove) => {
      const fits = await makeProfile(one.client, { model_name: from, model_version: "v1" });
      const fitsToo = await makeProfile(other.client, { model_name: from, type: 9 });
      const tooLong = { model_name: from, parameters: { num_ctx: 400_000 } };
      const long = await makeProfile(other.client, tooLong);
      const thinks = { model_name: from, parameters: { think: "high" } };
      const thinking = await makeProfile(other.client, thinks);
      await remove();
      const preview = ok(await admin.session.post(`${MOVE}/preview`, { from, to: CODER })).body;
      expect(preview).toMatchObject({ moved_total: 2, left_total: 2 });
      expect(preview.moved).toContainEqual({
        id: fits.id,
        name: fits.name,
        owner: one.id,
        owner_name: "The mover",
        type: 1,
        warnings: [],
      });
      const reasons = Object.fromEntries(
        preview.left.map((row: Json) => [row.id, row.reasons.map((why: Json) => why.path)]),
      );
      expect(reasons).toEqual({
        [String(long.id)]: ["parameters.num_ctx"],
        [String(thinking.id)]: ["parameters.think"],
      });
      expect(ok(await one.client.get(profilePath(String(fits.id)))).body.revision).toBe(1);
      expect(ok(await admin.session.post(MOVE, { from, to: CODER })).body).toEqual(preview);
      for (const { client, id } of [
        { client: one.client, id: String(fits.id) },
        { client: other.client, id: String(fitsToo.id) },
      ]) {
        const moved = ok(await client.get(profilePath(id))).body;
        expect(moved).toMatchObject({ model_name: CODER, model_version: null, revision: 2 });
      }
      const left = ok(await other.client.get(profilePath(String(long.id)))).body;
      expect(left).toEqual({ ...long, model_available: false });
    });
  });

  test("leaves a reason that a write would give, word for word", async () => {
    const { client } = await makeWriter();
    await withModel(async (from) => {
      const profile = await makeProfile(client, {
        model_name: from,
        parameters: { num_ctx: 300_000, think: "low" },
      });
      const write = await client.patch(profilePath(String(profile.id)), { model_name: EMBEDDER });
      const { model_name, ...others } = expectFaults(write, "model_name", "parameters.num_ctx");
      const { left } = ok(await admin.session.post(`${MOVE}/preview`, { from, to: EMBEDDER })).body;
      expect(left[0].reasons).toEqual([model_name, ...Object.values(others)]);
      expect(model_name.code).toBe("incompatible_model");
    });
  });

  test("takes what inherits a value that would not fit, and tells it as resolving it does", async () => {
    const { client } = await makeWriter();
    await withModel(async (from) => {
      const tooMuch = { parameters: { num_ctx: 400_000, think: "low", top_k: 7 } };
      const base = await makeProfile(client, { model_name: from, ...tooMuch });
      const between = await makeProfile(client, { model_name: from, base_profile_id: base.id });
      const based = { model_name: from, base_profile_id: between.id };
      const own = await makeProfile(client, { ...based, parameters: { num_ctx: 4096 } });
      const free = await makeProfile(client, { model_name: from });
      const preview = ok(await admin.session.post(`${MOVE}/preview`, { from, to: CODER })).body;
      expect(preview).toMatchObject({ moved_total: 3, warned_total: 2, left_total: 1 });
      expect(preview.left).toMatchObject([{ id: base.id }]);
      const warnings = Object.fromEntries(
        preview.moved.map((row: Json) => [row.id, row.warnings.map((why: Json) => why.path)]),
      );
      expect(warnings).toEqual({
        [String(between.id)]: ["parameters.think", "parameters.num_ctx"],
        [String(own.id)]: ["parameters.think"],
        [String(free.id)]: [],
      });
      expect(preview.moved[2].id).toBe(free.id);
      expect(ok(await admin.session.post(MOVE, { from, to: CODER })).body).toEqual(preview);
      await assign(client, "primary_profile_id", String(between.id));
      const now = await resolved(client, "primary");
      const told = preview.moved.find((row: Json) => row.id === between.id).warnings;
      for (const { message } of told) {
        const words = now.warnings.map((warning: Json) => warning.message as string);
        expect(words.some((each: string) => each.startsWith(String(message)))).toBe(true);
      }
      expect(now.effective.parameters).toMatchObject({ num_ctx: 400_000, top_k: 7 });
      expect(now.effective.parameters).not.toHaveProperty("think");
    });
  });

  test("tells no inherited value that a bound already holds to what fits", async () => {
    const { client } = await makeWriter();
    await withModel(async (from) => {
      const parameters = { num_ctx: 400_000 };
      const base = await makeProfile(client, { model_name: from, parameters });
      await makeProfile(client, { model_name: from, base_profile_id: base.id });
      const warned = async () =>
        ok(await admin.session.post(`${MOVE}/preview`, { from, to: CODER })).body.warned_total;
      expect(await warned()).toBe(1);
      try {
        const bound = { path: "parameters.num_ctx", max: 8192 };
        ok(await admin.session.put("/api/admin/bounds", bound));
        expect(await warned()).toBe(0);
      } finally {
        await removeBounds();
      }
    });
  });

  test("leaves what has a LoRA that the other model lacks", async () => {
    const { client } = await makeWriter();
    await withModel(async (from) => {
      const image_settings = { lora_model: "sketch" };
      const { id } = await makeProfile(client, { type: 17, model_name: from, image_settings });
      const plain = await makeProfile(client, { type: 17, model_name: from });
      const report = ok(await admin.session.post(MOVE, { from, to: PAINTER })).body;
      expect(report.moved).toMatchObject([{ id: plain.id }]);
      expect(report.left).toMatchObject([{ id, reasons: [{ code: "unknown_lora" }] }]);
    }, PAINTER);
  });

  test("is one event in the audit, and a revision of each profile by the admin", async () => {
    const { client } = await makeWriter();
    await withModel(async (from) => {
      const a = await makeProfile(client, { model_name: from });
      const b = await makeProfile(client, { model_name: from, parameters: { num_ctx: 400_000 } });
      ok(await admin.session.post(MOVE, { from, to: MODEL }));
      const revisions = ok(await client.get(`${profilePath(String(a.id))}/revisions`)).body;
      expect(revisions.data[0]).toMatchObject({
        revision: 2,
        author: admin.id,
        changes: [{ path: "model_name", from, to: MODEL }],
      });
      const since = new URLSearchParams({ actor: admin.id, since: String(a.created_at) });
      const { data } = ok(await admin.session.get(`/api/admin/audit?${since.toString()}`)).body;
      const events = data.filter(({ action }: Json) => String(action).startsWith("profile."));
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({
        action: "profile.move",
        target: `model:${from}`,
        before: { model_name: from },
        after: { model_name: MODEL, moved: [a.id], left: [b.id] },
      });
      const again = ok(await admin.session.post(MOVE, { from, to: MODEL })).body;
      expect(again).toMatchObject({ moved_total: 0, left_total: 1 });
      const after = ok(await admin.session.get(`/api/admin/audit?${since.toString()}`)).body.data;
      expect(after).toEqual(data);
    });
  });

  test("is in force with the next resolve, and takes values beyond a bound along", async () => {
    const { client } = await makeWriter();
    await withModel(async (from) => {
      const { id } = await makeProfile(client, {
        model_name: from,
        parameters: { num_ctx: 16_384 },
      });
      const model_profiles = { primary_profile_id: id };
      ok(await client.patch("/api/config", { model_profiles }));
      try {
        const bound = { path: "parameters.num_ctx", max: 8192 };
        ok(await admin.session.put("/api/admin/bounds", bound));
        ok(await admin.session.post(MOVE, { from, to: MODEL }));
        const now = await resolved(client, "primary");
        expect(now.model.id).toBe(MODEL);
        expect(now.effective.parameters.num_ctx).toBe(8192);
      } finally {
        await removeBounds();
      }
    });
  });

  test("to a model that is none, or the same, is refused", async () => {
    const wrong = (to: unknown) => admin.session.post(MOVE, { from: MODEL, to });
    const { to } = expectFaults(await wrong("qwen3-coder-30b"), "to");
    expect(to.code).toBe("unknown_model");
    expect(to.message).toContain(CODER);
    expectFaults(await wrong(MODEL), "to");
    expectFaults(await wrong(1), "to");
    expectFaults(
      await admin.session.post(`${MOVE}/preview`, { to: MODEL, more: 1 }),
      "from",
      "more",
    );
  });
});
