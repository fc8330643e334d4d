import { expect, test } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import { ENGINE_KINDS, ENGINES } from "@/lib/registry/engines";
import { TASKS } from "@/lib/registry/tasks";
import { ADA, BEN, CLEO, modelOf, SMALL, testWorld, withKey } from "@/lib/testing";
import { resolveAs } from "./dry-run-service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const LOOSE = { strict: false };

/** Assigns Ben a profile for Primary, of a model that engines know by another name. */
async function assignOwl() {
  await world.putModels(modelOf("owl", "TextToText", 40_960, { model: "owl:q4" }));
  const owl = await create(BEN, "Owl", {
    model_name: "owl",
    system_prompt: "Be brief",
    parameters: { temperature: 0.25, num_ctx: 8192 },
  });
  await world.assign(BEN, { primary_profile_id: owl.id });
  return owl;
}

test("without an engine a task resolves as ever, with no request", async () => {
  await assignOwl();
  for (const task of ["primary", "2"]) {
    const resolved = await resolveAs(as(BEN), task, LOOSE);
    expect(resolved).toEqual(await resolveTask(as(BEN), task, LOOSE));
    expect(resolved).not.toHaveProperty("wire");
  }
});

test("for an engine the request has the profile's prompt and values in its form, and the model as it knows it", async () => {
  await assignOwl();
  const plain = await resolveTask(as(BEN), "primary", LOOSE);
  const before = await world.contents();
  const messages = [{ role: "system", content: "Be brief" }];
  const { wire: ollama, ...rest } = await resolveAs(as(BEN), "primary", { as: "ollama", ...LOOSE });
  expect(rest).toEqual(plain);
  expect(ollama).toMatchObject({
    method: "POST",
    path: "/api/chat",
    body: { model: "owl:q4", messages, options: { temperature: 0.25, num_ctx: 8192 } },
  });
  const { wire } = await resolveAs(as(BEN), "1", { as: "llama_cpp", ...LOOSE });
  expect(wire).toMatchObject({
    method: "POST",
    path: "/v1/chat/completions",
    body: { model: "owl:q4", messages, temperature: 0.25 },
    dropped: expect.arrayContaining([
      expect.objectContaining({ name: "num_ctx", value: 8192, source: "profile" }),
    ]) as unknown,
  });
  expect(wire?.body).not.toHaveProperty("num_ctx");
  expect(await world.contents()).toEqual(before);
});

test.each(ENGINE_KINDS)(
  "%s has a request for the tasks of its kinds and no others",
  async (kind) => {
    const kinds: readonly string[] = ENGINES[kind].tasks;
    for (const task of TASKS) {
      const call = () => resolveAs(as(BEN), task.key, { as: kind, ...LOOSE });
      if (kinds.includes(task.kind)) expect((await call()).wire, task.key).toBeDefined();
      else await expectRefusal(call, { code: "unsupported_endpoint" });
    }
  },
);

test("a program's key sees the request of the user whom it names", async () => {
  const { id } = await assignOwl();
  const query = { as: "vllm", user_id: BEN.id, ...LOOSE } as const;
  const program = as(withKey(ADA, "service"));
  expect(await resolveAs(program, "primary", query)).toMatchObject({
    profile: { id },
    wire: { body: { model: "owl:q4" } },
  });
  for (const actor of [CLEO, ADA, withKey(ADA, "admin")]) {
    const call = () => resolveAs(as(actor), "primary", query);
    await expectRefusal(call, { code: "insufficient_scope" });
  }
  const unknown = { ...query, user_id: "99999999-0000-4000-8000-000000000000" };
  await expectRefusal(() => resolveAs(program, "primary", unknown), { code: "user_not_found" });
});

test("a model that has left the catalog has the default's request, or is refused if that is asked for", async () => {
  const { id } = await create(BEN, "Small", { model_name: SMALL });
  await world.assign(BEN, { primary_profile_id: id });
  await world.dropModel(SMALL);
  const { source, model, wire } = await resolveAs(as(BEN), "primary", { as: "vllm", ...LOOSE });
  expect(source).toBe("fallback");
  expect(wire?.body.model).toBe(model?.model);
  const call = () => resolveAs(as(BEN), "primary", { as: "vllm", strict: true });
  await expectRefusal(call, { code: "model_unavailable" });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "primary", "unauthenticated"],
  ["a key for the gateway alone", withKey(BEN, "infer"), "primary", "insufficient_scope"],
  ["anybody for a task that does not exist", BEN, "20", "task_not_found"],
] as const)("%s is refused a request", async (_who, actor, task, code) => {
  await expectRefusal(() => resolveAs(as(actor), task, { as: "vllm", ...LOOSE }), { code });
});
