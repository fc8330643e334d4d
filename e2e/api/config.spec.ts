import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { CONFIG_FIELDS, TASK_KEYS, TASKS } from "@/lib/registry/tasks";
import type { Json } from "./client";
import {
  assign,
  CODER,
  EMBEDDER,
  expectFaults,
  makeAdmin,
  makeProfile,
  makeWriter,
  ok,
} from "./world";

const DEFAULTS = Object.fromEntries(
  TASKS.map((task) => [task.config_field, task.default_profile_id]),
);

test("the tasks are the 19 of the registry, in type order", async () => {
  const { client } = await makeWriter();
  const { data } = ok(await client.get("/api/tasks")).body;
  expect(data.map((task: Json) => String(task.key))).toEqual(TASK_KEYS);
  expect(Object.keys(data[0] as object).sort()).toEqual(
    [
      "type",
      "key",
      "label",
      "purpose",
      "group",
      "config_field",
      "accepts_model_tasks",
      "default_profile_id",
    ].sort(),
  );
});

test.describe("config", () => {
  test("a new user has the default for every task and no overrides", async () => {
    const { client, id } = await makeWriter();
    expect(ok(await client.get("/api/config")).body).toEqual({
      user_id: id,
      model_profiles: DEFAULTS,
      overrides: [],
    });
  });

  test("PATCH changes what is sent, null goes back; PUT sends the rest back", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client);
    await assign(client, "primary_profile_id", String(id));
    const two = await assign(client, "analysis_profile_id", String(id));
    expect(two.overrides).toEqual(["primary", "analysis"]);
    const one = await assign(client, "primary_profile_id", null);
    expect(one.overrides).toEqual(["analysis"]);
    const put = { model_profiles: { key_points_profile_id: id } };
    const replaced = ok(await client.put("/api/config", put)).body;
    expect(replaced.overrides).toEqual(["key_points"]);
    expect(replaced.model_profiles).toEqual({ ...DEFAULTS, key_points_profile_id: id });
    expect(ok(await client.get("/api/config")).body).toEqual(replaced);
  });

  test("what was read can be put back as it is", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client);
    await assign(client, "primary_profile_id", String(id));
    const config = ok(await client.get("/api/config")).body;
    expect(ok(await client.put("/api/config", config)).body).toEqual(config);
  });

  test("it is all or nothing, with every fault at its field", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client);
    const answer = await client.patch("/api/config", {
      model_profiles: {
        primary_profile_id: id,
        analysis_profile_id: randomUUID(),
        embedding_profile_id: id,
        engineering_profile_id: null,
      },
    });
    const faults = expectFaults(
      answer,
      "model_profiles.analysis_profile_id",
      "model_profiles.embedding_profile_id",
    );
    expect(faults["model_profiles.embedding_profile_id"].code).toBe("incompatible_model");
    expect(ok(await client.get("/api/config")).body.overrides).toEqual([]);
  });

  test("what is wrong by itself and what is wrong about a profile are told together", async () => {
    const { client } = await makeWriter();
    const other = await makeWriter();
    const answer = await client.put("/api/config", {
      user_id: other.id,
      overrides: ["nope"],
      model_profiles: { primary_profile_id: "x", analysis_profile_id: randomUUID(), none: null },
    });
    const faults = expectFaults(
      answer,
      "user_id",
      "overrides.0",
      "model_profiles.primary_profile_id",
      "model_profiles.analysis_profile_id",
      "model_profiles.none",
    );
    expect(faults["model_profiles.analysis_profile_id"].code).toBe("profile_not_found");
  });

  test("what changes nothing is no event of the audit", async () => {
    const user = await makeWriter();
    const admin = await makeAdmin();
    ok(await user.client.patch("/api/config", { model_profiles: {} }));
    ok(await user.client.put("/api/config", ok(await user.client.get("/api/config")).body));
    const query = `actor=${user.id}&action=config.update`;
    expect(ok(await admin.session.get(`/api/admin/audit?${query}`)).body.total).toBe(0);
  });

  test("fields that are none are faults by their path", async () => {
    const { client } = await makeWriter();
    expectFaults(
      await client.patch("/api/config", { model_profiles: { nope: null }, x: 1 }),
      "model_profiles.nope",
      "x",
    );
    expectFaults(
      await client.patch("/api/config", { model_profiles: { primary_profile_id: 1 } }),
      "model_profiles.primary_profile_id",
    );
    expectFaults(await client.patch("/api/config", {}), "model_profiles");
  });

  test("a profile of one task does another where its model fits", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client, { type: 18, model_name: CODER });
    for (const { config_field, kind } of TASKS.filter((task) => task.kind === "text")) {
      expect(kind).toBe("text");
      await assign(client, config_field, String(id));
    }
    expect(CONFIG_FIELDS).toHaveLength(19);
    const embedder = await makeProfile(client, { type: 14, model_name: EMBEDDER });
    const patch = { model_profiles: { reranking_profile_id: embedder.id } };
    expectFaults(await client.patch("/api/config", patch), "model_profiles.reranking_profile_id");
  });
});
