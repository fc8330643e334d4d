import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import type { Json } from "./client";
import {
  assign,
  defaultId,
  EMBEDDER,
  expectFaults,
  makeProfile,
  makeWriter,
  MODEL,
  ok,
  profileInput,
  profilePath,
  resolved,
} from "./world";

const FULL = {
  description: "All of it",
  model_version: "2507",
  base_profile_id: defaultId(1),
  parameters: { temperature: 0, top_k: 0, seed: -1, num_predict: -1, stop: [], think: false },
  system_prompt: "Zero width joiner \u200d, emoji 👩‍💻, right to left \u202eabc",
  circuit_breaker: { max_retries: 0, enable_perplexity_guard: false, avg_logprob_floor: -20 },
  gpu_config: {
    main_gpu: -1,
    main_gpu_device_id: null,
    tensor_split: [0.5, 0.5],
    tensor_split_devices: ["a", "b"],
    offload_kqv: false,
  },
  image_settings: { negative_prompt: "", low_memory_mode: false, guidance_scale: 0 },
};

test.describe("making and reading", () => {
  test("a new profile answers 201 with its address, its tag and everything that was sent", async () => {
    const { client, id } = await makeWriter();
    const input = profileInput(FULL);
    const answer = ok(await client.post("/api/models/profiles", input), 201);
    expect(answer.body).toMatchObject(input);
    expect(answer.body).toMatchObject({
      user_id: id,
      task: "primary",
      revision: 1,
      read_only: false,
      model_available: true,
    });
    expect(answer.headers.get("location")).toBe(profilePath(String(answer.body.id)));
    expect(answer.headers.get("etag")).toBe('"1"');
    expect(answer.body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const read = ok(await client.get(answer.headers.get("location") ?? ""));
    expect(read.body).toEqual(answer.body);
  });

  test("what is left out is empty, and no value is set", async () => {
    const { client } = await makeWriter();
    expect(await makeProfile(client)).toMatchObject({
      description: "",
      model_version: null,
      base_profile_id: null,
      parameters: {},
      system_prompt: "",
      circuit_breaker: null,
      gpu_config: null,
      image_settings: null,
    });
  });

  test("zero, -1, false, null where it is a value, and an empty list stay as they are", async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client, FULL);
    expect(profile.parameters).toEqual(FULL.parameters);
    expect(profile.circuit_breaker).toEqual(FULL.circuit_breaker);
    expect(profile.gpu_config).toEqual(FULL.gpu_config);
    expect(profile.image_settings).toEqual(FULL.image_settings);
    await assign(client, "primary_profile_id", String(profile.id));
    const { effective } = await resolved(client, "primary");
    expect(effective.parameters).toMatchObject(FULL.parameters);
    expect(effective.circuit_breaker).toMatchObject(FULL.circuit_breaker);
    expect(effective.gpu_config).toMatchObject(FULL.gpu_config);
  });

  test("an id is found in any case of its letters", async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client);
    const path = profilePath(String(profile.id).toUpperCase());
    expect(ok(await client.get(path)).body).toEqual(profile);
  });

  test("a profile at the largest legal size is taken whole", async () => {
    const { client } = await makeWriter();
    const fields = { name: "n".repeat(120), description: "d".repeat(2000) };
    const profile = await makeProfile(client, { ...fields, system_prompt: "p".repeat(100_000) });
    expect(ok(await client.get(profilePath(String(profile.id)))).body.system_prompt).toHaveLength(
      100_000,
    );
  });

  test("all faults are told at once, each at its path with what is legal", async () => {
    const { client } = await makeWriter();
    const answer = await client.post("/api/models/profiles", {
      name: "",
      type: 20,
      model_name: "qwen3-30b-a3b",
      base_profile_id: randomUUID(),
      parameters: { temperature: 3, wings: 2 },
      gpu_config: { tensor_split: [0.2, 0.2], offload_kqv: true, no_kv_offload: true },
      colour: "red",
    });
    const faults = expectFaults(
      answer,
      "name",
      "type",
      "model_name",
      "base_profile_id",
      "parameters.temperature",
      "parameters.wings",
      "gpu_config.tensor_split",
      "gpu_config.no_kv_offload",
      "colour",
    );
    expect(faults["parameters.temperature"].message).toContain("from 0 to 2");
    expect(faults.name.message).toContain("1 to 120");
    expect(faults.type.message).toContain("1 to 19");
    expect(faults.model_name.code).toBe("unknown_model");
    expect(faults.model_name.message).toContain(MODEL);
    expect(faults.base_profile_id.code).toBe("invalid_base");
  });

  test("a model of another kind than the task takes is incompatible_model", async () => {
    const { client } = await makeWriter();
    const answer = await client.post(
      "/api/models/profiles",
      profileInput({ model_name: EMBEDDER }),
    );
    expect(expectFaults(answer, "model_name").model_name.code).toBe("incompatible_model");
  });
});

test.describe("putting back", () => {
  test("what was read can be put as it is, and the content stays", async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client, FULL);
    const again = ok(await client.put(profilePath(String(profile.id)), profile)).body;
    const stays = ({ revision: _r, updated_at: _u, ...rest }: Json): Json => rest;
    expect(stays(again)).toEqual(stays(profile));
    expect(again.revision).toBe(2);
  });

  test("what is left out is empty afterwards", async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client, FULL);
    const input = profileInput();
    const put = ok(await client.put(profilePath(String(profile.id)), input)).body;
    expect(put).toMatchObject({ ...input, parameters: {}, gpu_config: null, system_prompt: "" });
  });

  test("what the server sets is ignored, but a body that names another profile is refused", async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client);
    const path = profilePath(String(profile.id));
    const stale = { ...profile, revision: 99, read_only: true, model_available: false };
    expect(ok(await client.put(path, stale)).body).toMatchObject({ revision: 2, read_only: false });
    const foreign = { ...profile, id: randomUUID(), user_id: "system", task: "analysis" };
    const faults = expectFaults(await client.put(path, foreign), "id", "user_id", "task");
    expect(faults.id.code).toBe("read_only");
  });

  test("a profile that was read can be changed to another task in one go", async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client);
    const path = profilePath(String(profile.id));
    expect(ok(await client.put(path, { ...profile, type: 9 })).body.task).toBe("analysis");
  });
});

test.describe("patching", () => {
  test("only what is named changes; null unsets; a section's null empties it", async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client, FULL);
    const path = profilePath(String(profile.id));
    const first = ok(
      await client.patch(path, { parameters: { top_k: null, temperature: 1 }, description: "new" }),
    ).body;
    const { top_k: _, ...kept } = FULL.parameters;
    expect(first.parameters).toEqual({ ...kept, temperature: 1 });
    expect(first).toMatchObject({ description: "new", gpu_config: FULL.gpu_config });
    const second = ok(
      await client.patch(path, { gpu_config: null, parameters: null, base_profile_id: null }),
    ).body;
    expect(second).toMatchObject({ gpu_config: null, parameters: {}, base_profile_id: null });
  });

  test("a list is replaced whole", async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client, { parameters: { stop: ["a", "b"] } });
    const path = profilePath(String(profile.id));
    const patched = ok(await client.patch(path, { parameters: { stop: ["c"] } })).body;
    expect(patched.parameters.stop).toEqual(["c"]);
  });

  test("merge-patch+json is taken as the content type", async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client);
    const headers = { "content-type": "application/merge-patch+json; charset=utf-8" };
    ok(await client.patch(profilePath(String(profile.id)), { description: "x" }, headers));
  });

  test("unsetting what is no field and setting what is illegal are told together", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client);
    const patch = { nope: null, parameters: { wrong: null, temperature: 9 }, name: "" };
    const answer = await client.patch(profilePath(String(id)), patch);
    expectFaults(answer, "nope", "parameters.wrong", "parameters.temperature", "name");
  });

  test("unsetting what is no field, and what every profile needs, is a fault", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client);
    const path = profilePath(String(id));
    expectFaults(
      await client.patch(path, { colour: null, parameters: { wings: null } }),
      "colour",
      "parameters.wings",
    );
    expectFaults(
      await client.patch(path, { name: null, type: null, model_name: null }),
      "name",
      "type",
      "model_name",
    );
  });

  test("patches that run together are all applied, a revision each", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client);
    const names = ["temperature", "top_p", "min_p", "presence_penalty", "frequency_penalty"];
    await Promise.all(
      names.map((name) => client.patch(profilePath(String(id)), { parameters: { [name]: 0.5 } })),
    );
    const now = ok(await client.get(profilePath(String(id)))).body;
    expect(now.revision).toBe(1 + names.length);
    expect(now.parameters).toEqual(Object.fromEntries(names.map((name) => [name, 0.5])));
  });
});
