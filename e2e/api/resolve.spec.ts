import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { TASKS } from "@/lib/registry/tasks";
import { withCatalog } from "./catalog-file";
import type { Json } from "./client";
import {
  assign,
  CODER,
  defaultId,
  expectFaults,
  expectProblem,
  makeAdmin,
  makeKey,
  makeProfile,
  makeUser,
  makeWriter,
  ok,
  profilePath,
  resolved,
} from "./world";

test.describe("resolve", () => {
  test("every task resolves for a new user, by key and by number, as in the whole list", async () => {
    const { client } = await makeWriter();
    const { data } = ok(await client.get("/api/resolve")).body;
    expect(data.map((row: Json) => Number(row.type))).toEqual(TASKS.map((task) => task.type));
    for (const row of data) {
      expect(row).toMatchObject({ source: "system", warnings: [] });
      expect(row.profile.id).toBe(defaultId(Number(row.type)));
      expect(await resolved(client, String(row.task))).toEqual(row);
      expect(await resolved(client, Number(row.type))).toEqual(row);
    }
  });

  test("a task that is none is task_not_found", async () => {
    const { client } = await makeWriter();
    for (const task of [
      "0",
      "20",
      "01",
      "-1",
      "1.0",
      "Primary",
      "primary%20",
      "constructor",
      "%00",
    ]) {
      expectProblem(await client.get(`/api/resolve/${task}`), 404, "task_not_found");
    }
  });

  test("a change to a default by an admin is in the next resolve of every user", async () => {
    const { client } = await makeWriter();
    const overriding = await makeWriter("overriding");
    const own = await makeProfile(overriding.client, { parameters: { seed: 1 } });
    await assign(overriding.client, "formatting_profile_id", String(own.id));
    const { session } = await makeAdmin();
    const path = profilePath(defaultId(15));
    const before = ok(await session.get(path)).body;
    try {
      for (const seed of [11, 12, 13]) {
        ok(await session.patch(path, { parameters: { seed } }));
        expect((await resolved(client, "formatting")).effective.parameters.seed).toBe(seed);
        const other = await resolved(overriding.client, "formatting");
        expect(other.effective.parameters.seed).toBe(1);
      }
    } finally {
      ok(await session.put(path, before));
    }
    expect((await resolved(client, "formatting")).effective.parameters.seed).toBe(
      before.parameters.seed,
    );
  });

  test("a service key resolves for any user by user_id, and needs one that exists", async () => {
    const user = await makeWriter();
    const { id } = await makeProfile(user.client);
    await assign(user.client, "primary_profile_id", String(id));
    const admin = await makeAdmin();
    const service = await makeKey(admin, ["service"]);
    const ask = (userId: string, rest = "/primary") =>
      service.client.get(`/api/resolve${rest}?user_id=${userId}`);
    const own = await resolved(user.client, "primary");
    const asked = ok(await ask(user.id)).body;
    expect(asked.profile.id).toBe(id);
    expect(asked.effective).toEqual(own.effective);
    expect(ok(await ask(user.id.toUpperCase())).body.profile.id).toBe(id);
    expect(ok(await ask(user.id, "")).body.data[0].profile.id).toBe(id);
    expectProblem(await ask(randomUUID()), 404, "user_not_found");
    const profile = await service.client.get(profilePath(String(id)));
    expectProblem(profile, 403, "insufficient_scope");
    for (const client of [user.client, admin.session, (await makeKey(admin, ["admin"])).client]) {
      const other = await makeUser("other");
      const answer = await client.get(`/api/resolve/primary?user_id=${other.id}`);
      expectProblem(answer, 403, "insufficient_scope");
    }
    ok(await user.client.get(`/api/resolve/primary?user_id=${user.id}`));
  });

  test("a query that is wrong is invalid_query", async () => {
    const { client } = await makeWriter();
    for (const query of ["strict=1", "strict=TRUE", "strict=", "x=1", "strict=true&strict=true"]) {
      expectProblem(await client.get(`/api/resolve/primary?${query}`), 400, "invalid_query");
    }
  });

  test("when the model leaves the catalog the default stands in; strict is 409; it comes back", async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client, {
      type: 18,
      model_name: CODER,
      parameters: { seed: 5 },
    });
    await assign(client, "primary_profile_id", String(profile.id));
    const before = await resolved(client, "primary");
    await withCatalog(async ({ to, entries }) => {
      const report = await to(entries.filter((entry) => entry.id !== CODER));
      expect(report).toMatchObject({ removed: [CODER], added: [], updated: [], errors: [] });
      const fallen = await resolved(client, "primary");
      expect(fallen).toMatchObject({ source: "fallback", profile: { id: defaultId(1) } });
      expect(fallen.warnings[0].code).toBe("model_unavailable");
      expect(fallen.warnings[0].message).toContain(CODER);
      const strict = await client.get("/api/resolve/primary?strict=true");
      expectProblem(strict, 409, "model_unavailable");
      ok(await client.get("/api/resolve/analysis?strict=true"));
      const kept = ok(await client.get(profilePath(String(profile.id)))).body;
      expect(kept.model_available).toBe(false);
      // What has lost its model can be changed, copied and put back, but not chosen anew.
      ok(await client.patch(profilePath(String(profile.id)), { parameters: { seed: 5 } }));
      ok(await client.post(`${profilePath(String(profile.id))}/duplicate`), 201);
      ok(await client.put("/api/config", ok(await client.get("/api/config")).body));
      const choose = { model_profiles: { analysis_profile_id: profile.id } };
      const faults = expectFaults(
        await client.patch("/api/config", choose),
        "model_profiles.analysis_profile_id",
      );
      expect(faults["model_profiles.analysis_profile_id"].code).toBe("model_unavailable");
    });
    const after = await resolved(client, "primary");
    expect(after.source).toBe("user");
    expect(after.effective).toEqual(before.effective);
  });

  test("when the model becomes one of another kind the default stands in, also where strict", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client, { type: 18, model_name: CODER });
    await assign(client, "primary_profile_id", String(id));
    await withCatalog(async ({ to, entries }) => {
      const become = { task: "TextToEmbeddings" };
      await to(entries.map((entry) => (entry.id === CODER ? { ...entry, ...become } : entry)));
      const { body } = ok(await client.get("/api/resolve/primary?strict=true"));
      expect(body).toMatchObject({ source: "fallback", profile: { id: defaultId(1) } });
      expect(body.warnings[0].code).toBe("incompatible_model");
    });
  });
});
