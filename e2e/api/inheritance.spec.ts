import { expect, test } from "@playwright/test";
import fc from "fast-check";
import type { Client, Json } from "./client";
import {
  assign,
  CODER,
  defaultId,
  EMBEDDER,
  expectFaults,
  makeProfile,
  makeWriter,
  MODEL,
  ok,
  PAINTER,
  profileInput,
  profilePath,
  resolved,
} from "./world";

const MAX_BASES = 5;

/** Profiles that stand on each other, the last on `MAX_BASES` or fewer. */
async function makeChain(client: Client, contents: readonly Json[]): Promise<Json[]> {
  const chain: Json[] = [];
  for (const content of contents) {
    chain.push(
      await makeProfile(client, { ...content, base_profile_id: chain.at(-1)?.id ?? null }),
    );
  }
  return chain;
}

const patchBase = (client: Client, profile: Json, base: Json) =>
  client.patch(profilePath(String(profile.id)), { base_profile_id: base.id });

async function expectInvalidBase(answer: ReturnType<typeof patchBase>, words: string) {
  const { base_profile_id } = expectFaults(await answer, "base_profile_id");
  expect(base_profile_id).toMatchObject({ code: "invalid_base" });
  expect(base_profile_id.message).toContain(words);
}

test.describe("chains", () => {
  test("five bases deep is allowed and inherited from; a sixth is invalid_base", async () => {
    const { client } = await makeWriter();
    const contents = Array.from({ length: MAX_BASES + 1 }, (_, level) =>
      level === 0 ? { parameters: { temperature: 0.11 } } : {},
    );
    const chain = await makeChain(client, contents);
    const top = chain.at(-1);
    await assign(client, "primary_profile_id", String(top.id));
    const { effective, provenance } = await resolved(client, "primary");
    expect(effective.parameters.temperature).toBe(0.11);
    expect(provenance["parameters.temperature"]).toBe(`base:${String(chain[0].id)}`);
    const answer = client.post("/api/models/profiles", profileInput({ base_profile_id: top.id }));
    await expectInvalidBase(answer, "at most 5");
  });

  test("a base that is put under a whole chain counts for all that stands on it", async () => {
    const { client } = await makeWriter();
    const chain = await makeChain(client, [{}, {}, {}, {}]);
    const below = await makeChain(client, [{}, {}, {}]);
    await expectInvalidBase(patchBase(client, chain[0], below[2]), "at most 5");
    ok(await patchBase(client, chain[0], below[1]));
    await expectInvalidBase(patchBase(client, below[0], await makeProfile(client)), "at most 5");
  });

  test("a profile cannot stand on itself or on what stands on it", async () => {
    const { client } = await makeWriter();
    const chain = await makeChain(client, [{}, {}, {}]);
    for (const base of chain) await expectInvalidBase(patchBase(client, chain[0], base), "cycle");
    await expectInvalidBase(patchBase(client, chain[1], chain[2]), "cycle");
  });

  test("two changes that run together cannot close a circle", async () => {
    const { client } = await makeWriter();
    const [one, two] = [await makeProfile(client), await makeProfile(client)];
    const answers = await Promise.all([patchBase(client, one, two), patchBase(client, two, one)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  test("another user's profile is no base, and a default is one for everybody", async () => {
    const { client } = await makeWriter();
    const other = await makeWriter("other");
    const foreign = await makeProfile(other.client);
    await expectInvalidBase(patchBase(client, await makeProfile(client), foreign), "can see");
    await makeProfile(client, { base_profile_id: defaultId(18) });
  });

  test("a base of another task and model lends its values", async () => {
    const { client } = await makeWriter();
    const base = await makeProfile(client, {
      type: 14,
      model_name: EMBEDDER,
      parameters: { num_ctx: 77, temperature: 0.3 },
    });
    const profile = await makeProfile(client, { base_profile_id: base.id });
    await assign(client, "primary_profile_id", String(profile.id));
    const { effective } = await resolved(client, "primary");
    expect(effective.parameters).toMatchObject({ num_ctx: 77, temperature: 0.3 });
  });
});

test.describe("where a value comes from", () => {
  test("the profile, then its bases nearest first, then the model; what none sets is absent", async () => {
    const { client } = await makeWriter();
    const [far, near, top] = await makeChain(client, [
      { parameters: { temperature: 0.1, seed: 1, presence_penalty: 0.1 }, system_prompt: "Far" },
      { parameters: { temperature: 0.2, seed: 2 }, circuit_breaker: { max_retries: 9 } },
      { parameters: { temperature: 0 }, gpu_config: { main_gpu: -1 } },
    ]);
    await assign(client, "primary_profile_id", String(top.id));
    const { effective, provenance, source, profile, model } = await resolved(client, "primary");
    expect(source).toBe("user");
    expect(profile.id).toBe(top.id);
    expect(model).toMatchObject({ id: MODEL, available: true });
    expect(effective.parameters).toEqual({
      temperature: 0,
      seed: 2,
      presence_penalty: 0.1,
      ...Object.fromEntries(
        Object.entries(model.parameters as object).filter(([name]) => name !== "temperature"),
      ),
    });
    expect(effective.system_prompt).toBe("Far");
    expect(effective.image_settings).toBeNull();
    expect(provenance).toMatchObject({
      system_prompt: `base:${String(far.id)}`,
      "parameters.temperature": "profile",
      "parameters.seed": `base:${String(near.id)}`,
      "parameters.presence_penalty": `base:${String(far.id)}`,
      "parameters.top_k": "model",
      "circuit_breaker.max_retries": `base:${String(near.id)}`,
      "circuit_breaker.base_timeout": "lab",
      "gpu_config.main_gpu": "profile",
    });
    const told = ["parameters", "circuit_breaker", "gpu_config"].flatMap((section) =>
      Object.keys(effective[section] as object).map((name) => `${section}.${name}`),
    );
    expect(Object.keys(provenance).sort()).toEqual([...told, "system_prompt"].sort());
  });

  test("the lab's circuit breaker is in force where nobody sets one", async () => {
    const { client } = await makeWriter();
    const { effective } = await resolved(client, "primary");
    expect(effective.circuit_breaker).toMatchObject({
      base_timeout: 60,
      deep_research_timeout: 120,
      max_retries: 2,
      cooldown_period: 30,
      enable_perplexity_guard: false,
      perplexity_threshold: 10,
      avg_logprob_floor: -6,
    });
  });

  test("what the task's kind does not take is kept, left out of effective, and told", async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client, {
      type: 14,
      model_name: EMBEDDER,
      parameters: { temperature: 0.5, num_ctx: 256 },
      image_settings: { width: 512 },
    });
    expect(profile.parameters.temperature).toBe(0.5);
    await assign(client, "embedding_profile_id", String(profile.id));
    const { effective, warnings, provenance } = await resolved(client, "embedding");
    expect(effective.parameters).toEqual({ num_ctx: 256 });
    expect(effective.image_settings).toBeNull();
    expect(provenance["parameters.temperature"]).toBeUndefined();
    const told = warnings.filter((warning: Json) => warning.code === "not_applicable");
    expect(told).toHaveLength(2);
    expect(told[0].message).toContain("parameters.temperature");
  });

  test("image settings are in force for an image task", async () => {
    const { client } = await makeWriter();
    const image_settings = { width: 1024, guidance_scale: 0, low_memory_mode: false };
    const profile = await makeProfile(client, { type: 17, model_name: PAINTER, image_settings });
    await assign(client, "image_generation_profile_id", String(profile.id));
    const { effective, warnings } = await resolved(client, "image_generation");
    expect(effective.image_settings).toEqual(image_settings);
    expect(warnings).toEqual([]);
  });
});

/** A profile's own content, with values that fit each other and every text model here. */
const content = fc.record({
  model_name: fc.constantFrom(MODEL, CODER),
  system_prompt: fc.constantFrom("", "", "Short.", "Another."),
  parameters: fc.record(
    {
      temperature: fc.constantFrom(0, 0.5, 2),
      top_k: fc.constantFrom(0, 20),
      seed: fc.constantFrom(-1, 0),
      stop: fc.constantFrom<string[]>([], ["a"]),
      num_ctx: fc.constantFrom(1, 40_960),
    },
    { requiredKeys: [] },
  ),
  circuit_breaker: fc.option(
    fc.record(
      { max_retries: fc.constantFrom(0, 5), log_repetition_events: fc.boolean() },
      { requiredKeys: [] },
    ),
  ),
  gpu_config: fc.option(
    fc.oneof(
      fc.record({ offload_kqv: fc.boolean() }),
      fc.record({ no_kv_offload: fc.boolean() }),
      fc.constantFrom<Json>(
        { tensor_split: [0.5, 0.5] },
        { tensor_split: [1], tensor_split_devices: ["a"] },
        { tensor_split_devices: ["a", "b"] },
        { tensor_split_devices: ["a", "b", "c"] },
        { tensor_split: null, main_gpu_device_id: null },
        {},
      ),
    ),
  ),
});

test.describe("deleting", () => {
  test("tasks go back to their default, and what stood on it stands on its base", async () => {
    const { client } = await makeWriter();
    const [base, middle, top] = await makeChain(client, [{}, { parameters: { seed: 7 } }, {}]);
    await assign(client, "analysis_profile_id", String(middle.id));
    await assign(client, "primary_profile_id", String(middle.id));
    await assign(client, "engineering_profile_id", String(top.id));
    const answer = ok(await client.delete(profilePath(String(middle.id))));
    expect(answer.body).toEqual({
      id: middle.id,
      reverted_tasks: ["primary", "analysis"],
      rebased_profiles: [top.id],
    });
    expect((await resolved(client, "analysis")).source).toBe("system");
    expect((await resolved(client, "engineering")).source).toBe("user");
    const after = ok(await client.get(profilePath(String(top.id)))).body;
    expect(after).toMatchObject({ base_profile_id: base.id, parameters: { seed: 7 }, revision: 2 });
    expect((await client.get(profilePath(String(middle.id)))).status).toBe(404);
    expect((await client.delete(profilePath(String(middle.id)))).status).toBe(404);
  });

  test("whatever the chain, deleting one of it leaves the effective values of the others", async () => {
    const { client } = await makeWriter();
    const runs = process.env.SOAK === "1" ? 400 : 40;
    const chains = fc.array(content, { minLength: 2, maxLength: 5 });
    const effectiveOf = async (profile: Json) => {
      await assign(client, "primary_profile_id", String(profile.id));
      const { effective, source } = await resolved(client, "primary");
      expect(source).toBe("user");
      return effective;
    };
    await fc.assert(
      fc.asyncProperty(chains, fc.nat(), async (contents, pick) => {
        const chain = await makeChain(client, contents);
        const top = chain.at(-1);
        const before = await effectiveOf(top);
        const lost = chain[pick % (chain.length - 1)];
        const { rebased_profiles } = ok(await client.delete(profilePath(String(lost.id)))).body;
        expect(rebased_profiles).toHaveLength(1);
        expect(await effectiveOf(top)).toEqual(before);
      }),
      { numRuns: runs },
    );
  });
});
