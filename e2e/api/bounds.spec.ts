import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import type { Json } from "./client";
import {
  assign,
  defaultId,
  expectFaults,
  expectProblem,
  makeAdmin,
  makeProfile,
  makeWriter,
  ok,
  profileInput,
  profilePath,
  removeBounds,
  resolved,
  type User,
} from "./world";

const PATH = "/api/admin/bounds";
let admin: User;

test.beforeAll(async () => {
  admin = await makeAdmin();
});

test.afterEach(removeBounds);

async function bound(input: Json): Promise<Json> {
  return ok(await admin.session.put(PATH, input)).body;
}

const context = (num_ctx: number) => ({ parameters: { num_ctx } });
const AT = "parameters.num_ctx";

test.describe("a bound", () => {
  test("holds for creating, replacing and patching: the fault names it and who set it", async () => {
    const { client } = await makeWriter();
    await bound({ path: AT, max: 8192 });
    const refused = await client.post("/api/models/profiles", profileInput(context(8193)));
    expect(expectFaults(refused, AT)[AT]).toMatchObject({
      code: "out_of_bounds",
      message:
        "Context length must be at most 8,192 for all tasks (limit set by E2E Admin); you entered 8,193",
    });
    const profile = await makeProfile(client, context(8192));
    const path = profilePath(String(profile.id));
    expectFaults(await client.patch(path, context(9000)), AT);
    expectFaults(await client.put(path, { ...profile, ...context(9000) }), AT);
    expect(ok(await client.get(path)).body).toEqual(profile);
  });

  test("holds for an admin and for the defaults too", async () => {
    await bound({ path: AT, max: 8192 });
    expectFaults(await admin.session.patch(profilePath(defaultId(1)), context(9000)), AT);
    expectFaults(await admin.session.post("/api/models/profiles", profileInput(context(9000))), AT);
  });

  test("that is set later clamps what stands in every resolution, and says so", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client, context(16_384));
    await assign(client, "primary_profile_id", String(id));
    expect((await resolved(client, "primary")).effective.parameters.num_ctx).toBe(16_384);
    await bound({ path: AT, max: 8192, task: "primary" });
    const answer = await resolved(client, "primary");
    expect(answer.effective.parameters.num_ctx).toBe(8192);
    expect(answer.provenance[AT]).toBe("bound");
    expect(answer.warnings).toMatchObject([{ code: "clamped" }]);
    expect(answer.warnings[0].message).toContain("E2E Admin");
    await assign(client, "analysis_profile_id", String(id));
    expect((await resolved(client, "analysis")).effective.parameters.num_ctx).toBe(16_384);
  });

  test("cannot be passed by restoring or duplicating, nor by another task's profile made anew", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client, context(16_384));
    const path = profilePath(String(id));
    ok(await client.patch(path, context(4096)));
    await bound({ path: AT, max: 8192 });
    expectFaults(await client.post(`${path}/revisions/1/restore`), AT);
    ok(await client.post(`${path}/duplicate`, {}), 201);
    const standing = await makeProfileBefore(client, 16_384);
    expectFaults(await client.post(`${standing}/duplicate`, {}), AT);
    expectFaults(await client.post(`${standing}/revisions/1/restore`), AT);
  });

  /** A profile that stood, with this context, before the bound that is set now. */
  async function makeProfileBefore(
    client: Awaited<ReturnType<typeof makeWriter>>["client"],
    num_ctx: number,
  ): Promise<string> {
    const { data } = ok(await admin.session.get("/api/bounds")).body;
    await removeBounds();
    const { id } = await makeProfile(client, context(num_ctx));
    for (const { path, max } of data) await bound({ path, max });
    return profilePath(String(id));
  }

  test("leaves a value that stood before where a write does not touch it", async () => {
    const { client } = await makeWriter();
    await bound({ path: AT, max: 8192 });
    const path = await makeProfileBefore(client, 16_384);
    ok(await client.patch(path, { description: "renamed only" }));
    expectFaults(await client.patch(path, context(16_383)), AT);
    ok(await client.patch(path, context(8000)));
    expectFaults(await client.patch(path, context(16_384)), AT);
  });

  test("that is fixed is the only value, and is sent where nobody sets it", async () => {
    const { client } = await makeWriter();
    await bound({ path: "parameters.seed", fixed: 7, task: "primary" });
    expectFaults(
      await client.post("/api/models/profiles", profileInput({ parameters: { seed: 8 } })),
      "parameters.seed",
    );
    await makeProfile(client, { parameters: { seed: 7 } });
    await makeProfile(client, { type: 9, parameters: { seed: 8 } });
    const answer = await resolved(client, "primary");
    expect(answer.effective.parameters.seed).toBe(7);
    expect(answer.provenance["parameters.seed"]).toBe("bound");
    expect((await resolved(client, "analysis")).effective.parameters.seed).not.toBe(7);
    expect((await resolved(client, "embedding")).effective.parameters.seed).toBeUndefined();
  });

  test("is seen by whoever sets values, and gone when it is removed", async () => {
    const { client } = await makeWriter();
    const made = await bound({ path: AT, min: 512, max: 8192, task: "primary" });
    expect(ok(await client.get("/api/bounds")).body.data).toEqual([made]);
    const changed = await bound({ path: AT, max: 4096, task: "primary" });
    expect(changed).toMatchObject({ id: made.id, max: 4096 });
    expect(changed.min).toBeUndefined();
    ok(await admin.session.delete(`${PATH}/${String(made.id)}`), 204);
    expect(ok(await client.get("/api/bounds")).body.data).toEqual([]);
    const again = await admin.session.delete(`${PATH}/${String(made.id)}`);
    expectProblem(again, 404, "bound_not_found");
    expectProblem(await admin.session.delete(`${PATH}/x`), 404, "bound_not_found");
    await makeProfile(client, context(8192));
  });

  test("that contradicts another on the field is refused", async () => {
    await bound({ path: AT, max: 8192 });
    const refused = await admin.session.put(PATH, { path: AT, min: 9000, task: "primary" });
    expect(expectFaults(refused, "min").min.code).toBe("contradiction");
    expectFaults(
      await admin.session.put(PATH, { path: AT, fixed: 9000, task: "primary" }),
      "fixed",
    );
    expect(ok(await admin.session.get("/api/bounds")).body.data).toHaveLength(1);
  });

  test("is previewed with the profiles that it would break, whoever owns them, and nothing changes", async () => {
    const { client, id: owner } = await makeWriter("previewed");
    const name = `Large ${randomUUID()}`;
    const { id } = await makeProfile(client, { name, ...context(40_960) });
    await makeProfile(client, { name: `Small ${randomUUID()}`, ...context(1024) });
    const ask = async (input: Json) => ok(await admin.session.post(`${PATH}/preview`, input)).body;
    const { data, total } = await ask({ path: AT, max: 40_959 });
    expect(total).toBe(data.length);
    expect(data).toContainEqual({
      id,
      name,
      owner,
      owner_name: "The previewed",
      type: 1,
      value: 40_960,
      held_to: 40_959,
    });
    expect(JSON.stringify(data)).not.toContain("Small");
    const elsewhere = await ask({ path: AT, max: 40_959, task: "analysis" });
    expect(JSON.stringify(elsewhere)).not.toContain(name);
    expect(ok(await admin.session.get("/api/bounds")).body.data).toEqual([]);
    ok(await client.patch(profilePath(String(id)), { description: "still free" }));
  });

  test("is previewed with what values are held to by all bounds, and what it takes the place of", async () => {
    const { client } = await makeWriter();
    const name = `Large ${randomUUID()}`;
    await makeProfile(client, { name, ...context(40_960) });
    const all = await bound({ path: AT, max: 8192 });
    const input = { path: AT, max: 16_384, task: "primary" };
    const { data, replaces } = ok(await admin.session.post(`${PATH}/preview`, input)).body;
    expect(replaces).toBeNull();
    expect(data.find((each: Json) => each.name === name)).toMatchObject({ held_to: 8192 });
    const again = ok(await admin.session.post(`${PATH}/preview`, { path: AT, max: 4096 })).body;
    expect(again.replaces).toEqual(all);
    const none = { path: AT, min: 9000, task: "primary" };
    const refused = await admin.session.post(`${PATH}/preview`, none);
    expect(expectFaults(refused, "min").min.code).toBe("contradiction");
  });

  test("is in the audit, set, changed and removed", async () => {
    const { id } = await bound({ path: AT, max: 8192 });
    await bound({ path: AT, max: 4096 });
    ok(await admin.session.delete(`${PATH}/${String(id)}`), 204);
    const target = encodeURIComponent(`bound:${AT}`);
    const { data } = ok(await admin.session.get(`/api/admin/audit?target=${target}&limit=3`)).body;
    expect(data).toMatchObject([
      { action: "bound.remove", before: { max: 4096 } },
      { action: "bound.set", before: { max: 8192 }, after: { path: AT, task: null, max: 4096 } },
      { action: "bound.set", before: null, after: { max: 8192 } },
    ]);
  });
});

test("faults of a bound are all told, each at its field", async () => {
  const wrong = { path: "parameters.temperature", task: "none", min: 2, max: 9, more: 1 };
  expectFaults(await admin.session.put(PATH, wrong), "task", "more");
  const { task: _task, more: _more, ...numbers } = wrong;
  expectFaults(await admin.session.put(PATH, numbers), "max");
  expectFaults(await admin.session.put(PATH, {}), "path");
  const idle = { path: "parameters.temperature", task: "embedding", max: 1 };
  expectFaults(await admin.session.put(PATH, idle), "task");
  expectFaults(await admin.session.post(`${PATH}/preview`, { path: "x", max: 1 }), "path");
});
