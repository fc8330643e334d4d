import { expect, test } from "@playwright/test";
import type { Json } from "./client";
import {
  CODER,
  defaultId,
  expectFaults,
  expectProblem,
  makeAdmin,
  makeProfile,
  makeWriter,
  ok,
  profileInput,
  profilePath,
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

test.describe("names", () => {
  for (const [first, second] of [
    ["Same", "sAME"],
    ["Ärger Über", "äRGER üBER"],
    ["ПРОФИЛЬ", "профиль"],
    ["Å (composed)", "A\u030A (composed)"],
    ["Trimmed", "  trimmed  "],
  ] as const) {
    test(`"${first}" and "${second}" are one name`, async () => {
      const { client } = await makeWriter();
      const profile = await makeProfile(client, { name: first });
      const again = await client.post("/api/models/profiles", profileInput({ name: second }));
      expectProblem(again, 409, "name_taken");
      const other = await makeProfile(client);
      const rename = { name: second };
      expectProblem(await client.patch(profilePath(String(other.id)), rename), 409, "name_taken");
      ok(await client.patch(profilePath(String(profile.id)), rename));
    });
  }

  test("two that ask for one name together: one gets it", async () => {
    const { client } = await makeWriter();
    const statuses = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const input = profileInput({ name: "Wanted" });
        return (await client.post("/api/models/profiles", input)).status;
      }),
    );
    expect(statuses.sort()).toEqual([201, 409, 409, 409]);
  });

  test("a system profile's name is free for a user", async () => {
    const { client } = await makeWriter();
    const { name } = ok(await client.get(profilePath(defaultId(1)))).body;
    await makeProfile(client, { name });
  });
});

test.describe("duplicating", () => {
  const duplicate = "/duplicate";

  for (const name of [
    "Chat",
    "Ärger",
    "🎛️ Mixer 👩‍💻",
    "x".repeat(120),
    "🎛️".repeat(40),
    "İ".repeat(80),
  ]) {
    test(`copies of "${name.slice(0, 12)}" (${name.length}) get free names in turn`, async () => {
      const { client } = await makeWriter();
      const source = await makeProfile(client, { ...FULL, name });
      const names: string[] = [];
      for (let n = 0; n < 3; n += 1) {
        const answer = await client.post(profilePath(String(source.id)) + duplicate);
        names.push(String(ok(answer, 201).body.name));
      }
      expect(names[0]).toMatch(/ \(copy\)$/);
      expect(names[1]).toMatch(/ \(copy 2\)$/);
      expect(names[2]).toMatch(/ \(copy 3\)$/);
    });
  }

  test("a copy is the caller's own, with the source's base and values", async () => {
    const { client, id } = await makeWriter();
    const source = await makeProfile(client, FULL);
    const answer = ok(
      await client.post(profilePath(String(source.id)) + duplicate, { name: "Mine" }),
      201,
    );
    const copy = answer.body;
    expect(copy).toMatchObject({ ...FULL, name: "Mine", user_id: id, revision: 1 });
    expect(copy.id).not.toBe(source.id);
    expect(answer.headers.get("location")).toBe(profilePath(String(copy.id)));
    expectProblem(
      await client.post(profilePath(String(source.id)) + duplicate, { name: "MINE" }),
      409,
      "name_taken",
    );
  });

  test("a default is duplicated into one's own, which may be changed", async () => {
    const { client } = await makeWriter();
    const copy = ok(await client.post(profilePath(defaultId(1)) + duplicate, {}), 201).body;
    expect(copy).toMatchObject({ read_only: false, base_profile_id: null });
    expect(copy.name).toMatch(/\(copy\)$/);
    ok(await client.patch(profilePath(String(copy.id)), { parameters: { temperature: 0 } }));
  });

  test("a name that is too long or empty is a fault", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client);
    for (const name of ["", "   ", "x".repeat(121)]) {
      expectFaults(await client.post(profilePath(String(id)) + duplicate, { name }), "name");
    }
  });
});

test.describe("the defaults of the system", () => {
  test("they are 19, one a task, and no task loses its own", async () => {
    const { client } = await makeWriter();
    const { session } = await makeAdmin();
    const list = ok(await client.get("/api/models/profiles?owner=system&sort=type")).body;
    expect(list.data.map((profile: Json) => Number(profile.type))).toEqual(
      Array.from({ length: 19 }, (_, index) => index + 1),
    );
    const path = profilePath(defaultId(10));
    expectProblem(await session.delete(path), 409, "default_required");
    expectProblem(await session.patch(path, { type: 11 }), 409, "default_required");
    expectProblem(await client.delete(path), 403, "permission_denied");
  });

  test("a model with a context is not exceeded", async () => {
    const { client } = await makeWriter();
    const answer = await client.post(
      "/api/models/profiles",
      profileInput({ parameters: { num_ctx: 40_961 } }),
    );
    expect(expectFaults(answer, "parameters.num_ctx")["parameters.num_ctx"].message).toContain(
      "40,960",
    );
    await makeProfile(client, { model_name: CODER, type: 18, parameters: { num_ctx: 262_144 } });
  });
});
