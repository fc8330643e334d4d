import { expect, test } from "vitest";
import { ANONYMOUS, SYSTEM_USER_ID } from "@/lib/actor";
import {
  ADA,
  BEN,
  CHAT,
  CLEO,
  CODER,
  defaultOf,
  EMBEDDER,
  faultsAt,
  setTime,
  SMALL,
  STALE,
  testWorld,
  withKey,
} from "@/lib/testing";
import { profileQuery } from "../query";
import { profile } from "../schema";
import {
  createProfile,
  duplicateProfile,
  getModelWithUse,
  getProfile,
  listProfiles,
  patchProfile,
  replaceProfile,
} from "./service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const INPUT = { name: "Careful", type: 1, model_name: CHAT };
const UNKNOWN = "99999999-0000-4000-8000-000000000000";

test("a created profile belongs to its caller, starts at revision 1 and is audited once", async () => {
  const made = await createProfile(as(BEN), { ...INPUT, parameters: { temperature: 0.2 } });
  expect(made).toMatchObject({
    user_id: BEN.id,
    task: "primary",
    revision: 1,
    read_only: false,
    model_available: true,
    parameters: { temperature: 0.2 },
    base_profile_id: null,
    system_prompt: "",
  });
  expect(await getProfile(as(BEN), made.id)).toEqual(made);
  const events = await world.events();
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    actor: BEN.id,
    action: "profile.create",
    target: `profile:${made.id}`,
    before: null,
    after: { name: "Careful", "parameters.temperature": 0.2 },
  });
});

test("an audit event of a key's write names the key", async () => {
  const key = withKey(BEN, "write");
  await createProfile(as(key), INPUT);
  expect((await world.events())[0]).toMatchObject({ actor: BEN.id, key_id: key.key?.id });
});

test.each([
  ["a name of spaces", { name: "  " }, { name: "invalid_value" }],
  ["a task that does not exist", { type: 20 }, { type: "invalid_value" }],
  ["a model that is not in the catalog", { model_name: "gone" }, { model_name: "unknown_model" }],
  ["a model for other tasks", { model_name: EMBEDDER }, { model_name: "incompatible_model" }],
  [
    "a value out of range",
    { parameters: { temperature: 9 } },
    { "parameters.temperature": "out_of_range" },
  ],
  [
    "a context larger than the model's",
    { model_name: SMALL, parameters: { num_ctx: 8192 } },
    { "parameters.num_ctx": "out_of_range" },
  ],
  ["a base that does not exist", { base_profile_id: UNKNOWN }, { base_profile_id: "invalid_base" }],
  ["another owner", { user_id: CLEO.id, id: UNKNOWN, task: "embedding" }, { task: "read_only" }],
  ["a field that profiles lack", { colour: "red" }, { colour: "unknown_field" }],
])("a profile with %s is refused and nothing is written", async (_what, input, codes) => {
  const call = () => createProfile(as(BEN), { ...INPUT, ...input });
  await expectRefusal(call, {
    code: "validation_failed",
    errors: expect.arrayContaining(faultsAt(codes)),
  });
});

test("all faults of a profile are reported at once", async () => {
  const input = { name: "", type: 1, model_name: "gone", parameters: { top_p: 2, colour: 1 } };
  const paths = ["name", "model_name", "parameters.top_p", "parameters.colour"];
  await expectRefusal(() => createProfile(as(BEN), input), {
    code: "validation_failed",
    errors: expect.arrayContaining(paths.map((path): unknown => expect.objectContaining({ path }))),
  });
});

test("a name is unique for its owner in any case, but not between owners", async () => {
  await create(BEN, "Ärger");
  await expectRefusal(() => create(BEN, "ärger"), { code: "name_taken" });
  expect(await create(CLEO, "Ärger")).toMatchObject({ name: "Ärger" });
});

test("a base is limited to profiles that the owner sees", async () => {
  const bens = await create(BEN, "Ben's");
  const call = () => create(CLEO, "On Ben's", { base_profile_id: bens.id });
  await expectRefusal(call, {
    code: "validation_failed",
    errors: faultsAt({ base_profile_id: "invalid_base" }),
  });
  expect(
    await create(CLEO, "On a default", { base_profile_id: defaultOf("primary") }),
  ).toMatchObject({ revision: 1 });
});

test("a chain of bases has at most five bases", async () => {
  let base: string | null = null;
  for (let n = 0; n <= 5; n += 1) base = (await create(BEN, `${n}`, { base_profile_id: base })).id;
  const call = () => create(BEN, "6", { base_profile_id: base });
  await expectRefusal(call, {
    code: "validation_failed",
    errors: faultsAt({ base_profile_id: "invalid_base" }),
  });
});

test("a profile cannot be based on itself, directly or through others", async () => {
  const bottom = await create(BEN, "Bottom");
  const middle = await create(BEN, "Middle", { base_profile_id: bottom.id });
  const top = await create(BEN, "Top", { base_profile_id: middle.id });
  for (const base_profile_id of [bottom.id, middle.id, top.id]) {
    const call = () => patchProfile(as(BEN), bottom.id, { base_profile_id }, null);
    await expectRefusal(call, {
      code: "validation_failed",
      errors: faultsAt({ base_profile_id: "invalid_base" }),
    });
  }
});

const PATCH = { description: "changed" };
const writes = {
  patch: (actor, id, expected = null) => patchProfile(as(actor), id, PATCH, expected),
  replace: (actor, id, expected = null) =>
    replaceProfile(as(actor), id, { ...INPUT, ...PATCH }, expected),
} satisfies Record<
  string,
  (actor: Parameters<typeof as>[0], id: string, expected?: typeof STALE | null) => unknown
>;

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), "insufficient_scope"],
  ["a key that only resolves for others", withKey(ADA, "service"), "insufficient_scope"],
] as const)("%s cannot create, change or copy a profile", async (_who, actor, code) => {
  const { id } = await create(BEN, "Ben's");
  await expectRefusal(() => createProfile(as(actor), INPUT), { code });
  await expectRefusal(() => writes.patch(actor, id), { code });
  await expectRefusal(() => writes.replace(actor, id), { code });
  await expectRefusal(() => duplicateProfile(as(actor), id), { code });
});

test.each([
  ["another user", CLEO],
  ["an admin", ADA],
])("a user's profile does not exist for %s", async (_who, actor) => {
  const { id } = await create(BEN, "Ben's");
  const code = "profile_not_found";
  await expectRefusal(() => getProfile(as(actor), id), { code });
  await expectRefusal(() => writes.patch(actor, id), { code });
  await expectRefusal(() => writes.replace(actor, id), { code });
  await expectRefusal(() => duplicateProfile(as(actor), id), { code });
  const listed = await listProfiles(as(actor), profileQuery.parse({ limit: "200" }));
  expect(listed.data.map((row) => row.id)).not.toContain(id);
});

test("a default is read by all and changed only by an admin with the scope for it", async () => {
  const id = defaultOf("primary");
  expect(await getProfile(as(BEN), id)).toMatchObject({ user_id: SYSTEM_USER_ID, read_only: true });
  expect(await getProfile(as(ADA), id)).toMatchObject({ read_only: false });
  await expectRefusal(() => writes.patch(BEN, id), { code: "permission_denied" });
  await expectRefusal(() => writes.replace(BEN, id), { code: "permission_denied" });
  await expectRefusal(() => writes.patch(withKey(ADA, "write"), id), {
    code: "insufficient_scope",
  });
  expect(await writes.patch(withKey(ADA, "admin"), id)).toMatchObject({ revision: 2, ...PATCH });
});

test("a default keeps its task and a model that is in the catalog", async () => {
  const id = defaultOf("primary");
  await expectRefusal(() => patchProfile(as(ADA), id, { type: 2 }, null), {
    code: "default_required",
  });
  await world.dropModel(CHAT);
  await expectRefusal(() => writes.patch(ADA, id), {
    code: "validation_failed",
    errors: faultsAt({ model_name: "unknown_model" }),
  });
});

test("a write that names an older revision changes nothing and tells the current one", async () => {
  const { id } = await create(BEN, "Ben's");
  for (const write of Object.values(writes)) {
    const extra = { current_revision: 1 };
    await expectRefusal(() => write(BEN, id, STALE), { code: "revision_mismatch", extra });
  }
});

test("of two writes of the same revision at once, one is refused", async () => {
  const { id } = await create(BEN, "Ben's");
  const patch = (top_k: number) => patchProfile(as(BEN), id, { parameters: { top_k } }, 1);
  const tries = await Promise.allSettled([patch(1), patch(2)]);
  const refused = tries.filter(({ status }) => status === "rejected");
  expect(refused).toMatchObject([
    { reason: { code: "revision_mismatch", extra: { current_revision: 2 } } },
  ]);
  expect(await getProfile(as(BEN), id)).toMatchObject({ revision: 2 });
  expect(await world.events()).toHaveLength(2);
});

test("a patch changes only what it names, and null unsets", async () => {
  const parameters = { temperature: 0.2, top_k: 10, stop: ["a", "b"] };
  const gpu_config = { main_gpu: 1 };
  const { id } = await create(BEN, "Ben's", { parameters, gpu_config, system_prompt: "Be brief." });
  const patch = { parameters: { top_k: null, stop: ["c"] }, gpu_config: null };
  const patched = await patchProfile(as(BEN), id.toUpperCase(), patch, null);
  expect(patched).toMatchObject({ revision: 2, system_prompt: "Be brief.", gpu_config: null });
  expect(patched.parameters).toEqual({ temperature: 0.2, stop: ["c"] });
  const [event] = await world.events();
  expect(event).toMatchObject({
    action: "profile.update",
    before: { "parameters.top_k": 10, "parameters.stop": ["a", "b"], "gpu_config.main_gpu": 1 },
    after: { "parameters.stop": ["c"] },
  });
});

test.each([
  ["text", "text"],
  ["a list", []],
  ["null", null],
  ["a field to remove that does not exist", { parameters: { colour: null } }],
])("a patch that is or holds %s is refused", async (_what, patch) => {
  const { id } = await create(BEN, "Ben's");
  await expectRefusal(() => patchProfile(as(BEN), id, patch, null), { code: "validation_failed" });
});

test("a replacement empties what it leaves out", async () => {
  const { id } = await create(BEN, "Ben's", {
    parameters: { top_k: 10 },
    system_prompt: "Be brief.",
  });
  const replaced = await writes.replace(BEN, id);
  expect(replaced).toMatchObject({
    id,
    revision: 2,
    name: "Careful",
    parameters: {},
    system_prompt: "",
  });
});

test("a profile as it was read can be sent back, but not under another id or owner", async () => {
  const made = profile.parse(await create(BEN, "Ben's"));
  expect(await replaceProfile(as(BEN), made.id, made, null)).toMatchObject({ revision: 2 });
  const moved = { ...made, id: UNKNOWN, user_id: CLEO.id };
  await expectRefusal(() => replaceProfile(as(BEN), made.id, moved, null), {
    code: "validation_failed",
    errors: faultsAt({ id: "read_only", user_id: "read_only" }),
  });
});

test("a user's profile keeps a model that has left the catalog, but cannot choose one", async () => {
  await world.putModels();
  const { id } = await create(BEN, "Ben's", { model_name: SMALL });
  await world.dropModel(SMALL);
  expect(await writes.patch(BEN, id)).toMatchObject({ revision: 2, model_available: false });
  await expectRefusal(() => patchProfile(as(BEN), id, { model_name: "gone" }, null), {
    code: "validation_failed",
    errors: faultsAt({ model_name: "unknown_model" }),
  });
});

test("a copy has the content of its source and belongs to its caller", async () => {
  const source = await getProfile(as(BEN), defaultOf("primary"));
  const copy = await duplicateProfile(as(BEN), source.id);
  const { parameters, system_prompt, base_profile_id, model_name } = source;
  expect(copy).toMatchObject({ parameters, system_prompt, base_profile_id, model_name });
  expect(copy).toMatchObject({ user_id: BEN.id, revision: 1, read_only: false });
  expect((await world.events())[0]).toMatchObject({ action: "profile.duplicate" });
});

test("a copy without a name gets the next free one, and never a name that is taken", async () => {
  const { id } = await create(BEN, "Chat");
  const names = [];
  for (let n = 0; n < 3; n += 1) names.push((await duplicateProfile(as(BEN), id)).name);
  expect(names).toEqual(["Chat (copy)", "Chat (copy 2)", "Chat (copy 3)"]);
  expect(await duplicateProfile(as(BEN), id, "Other")).toMatchObject({ name: "Other" });
  await expectRefusal(() => duplicateProfile(as(BEN), id, "CHAT"), { code: "name_taken" });
});

const listed = async (query: Record<string, string>) =>
  (await listProfiles(as(BEN), profileQuery.parse(query))).data.map((row) => row.name);

test.each([
  [{ owner: "me" }, ["Alpha", "beta", "Gamma"]],
  [{ owner: "me", sort: "-name" }, ["Gamma", "beta", "Alpha"]],
  [{ owner: "me", sort: "-created_at" }, ["Gamma", "beta", "Alpha"]],
  [{ owner: "me", type: "engineering" }, ["Gamma"]],
  [{ owner: "me", model: CODER }, ["Gamma"]],
  [{ q: "BETA" }, ["beta"]],
  [{ base: defaultOf("primary") }, ["beta"]],
  [{ owner: "me", available: "false" }, []],
])("the list narrowed by %j holds %j", async (query, names) => {
  setTime("2026-03-01T00:00:00.000Z");
  await create(BEN, "Alpha");
  setTime("2026-03-02T00:00:00.000Z");
  await create(BEN, "beta", { base_profile_id: defaultOf("primary") });
  setTime("2026-03-03T00:00:00.000Z");
  await create(BEN, "Gamma", { type: 18, model_name: CODER });
  await create(CLEO, "Beta of Cleo");
  expect(await listed(query)).toEqual(names);
});

test("pages of a list hold every profile exactly once", async () => {
  for (const name of ["A", "B", "C"]) await create(BEN, name);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query = profileQuery.parse({ limit: "4", ...(cursor ? { cursor } : {}) });
    const page = await listProfiles(as(BEN), query);
    expect(page.total).toBe(22);
    seen.push(...page.data.map((row) => row.id));
    cursor = page.next_cursor;
  } while (cursor);
  expect(new Set(seen).size).toBe(22);
  expect(seen).toHaveLength(22);
});

test("a list and a profile are for callers who may read, and a cursor for the order it came from", async () => {
  const query = profileQuery.parse({});
  await expectRefusal(() => listProfiles(as(ANONYMOUS), query), { code: "unauthenticated" });
  await expectRefusal(() => listProfiles(as(withKey(ADA, "service")), query), {
    code: "insufficient_scope",
  });
  await expectRefusal(() => getProfile(as(ANONYMOUS), UNKNOWN), { code: "unauthenticated" });
  await expectRefusal(() => getProfile(as(BEN), UNKNOWN), { code: "profile_not_found" });
  const { next_cursor } = await listProfiles(as(BEN), profileQuery.parse({ limit: "1" }));
  const other = profileQuery.parse({ sort: "type", cursor: next_cursor ?? "" });
  await expectRefusal(() => listProfiles(as(BEN), other), { code: "invalid_cursor" });
});

test("a model counts only the profiles that the caller sees", async () => {
  const before = await getModelWithUse(as(BEN), SMALL);
  expect(before).toMatchObject({ id: SMALL, available: true, used_by: 0 });
  await create(BEN, "Ben's", { model_name: SMALL });
  await create(CLEO, "Cleo's", { model_name: SMALL });
  expect(await getModelWithUse(as(BEN), SMALL)).toMatchObject({ used_by: 1 });
  await expectRefusal(() => getModelWithUse(as(BEN), "gone"), { code: "model_not_found" });
  await expectRefusal(() => getModelWithUse(as(ANONYMOUS), CHAT), { code: "unauthenticated" });
});

test("a name that would turn the words around it is refused, in a new profile and in a change", async () => {
  const name = "a\u202eb";
  const errors = faultsAt({ name: "invalid_value" });
  const refusal = { code: "validation_failed", errors } as const;
  const { id } = await createProfile(as(BEN), INPUT);
  await expectRefusal(() => createProfile(as(BEN), { ...INPUT, name }), refusal);
  await expectRefusal(() => patchProfile(as(BEN), id, { name }, null), refusal);
});
