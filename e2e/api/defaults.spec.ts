import { expect, test } from "@playwright/test";
import { withCatalog } from "./catalog-file";
import type { Json } from "./client";
import {
  assign,
  defaultId,
  expectFaults,
  expectProblem,
  makeAdmin,
  makeProfile,
  makeUser,
  makeWriter,
  ok,
  profilePath,
  removeBounds,
  type User,
} from "./world";

const PATH = "/api/admin/defaults";
const TYPE = 13;
const TASK = "research_analysis";
const AT = profilePath(defaultId(TYPE));
let admin: User;

test.beforeAll(async () => {
  admin = await makeAdmin();
});

test.afterEach(async () => {
  ok(await admin.session.post(`${PATH}/${TASK}/reset`));
});

async function row(type = TYPE): Promise<Json> {
  const { data } = ok(await admin.session.get(PATH)).body;
  expect(data).toHaveLength(19);
  return data[type - 1];
}

test("a default tells whom it reaches: who has no choice of their own, and what stands on it", async () => {
  const before = await row();
  const chooser = await makeWriter("chooser");
  await makeUser("bystander");
  const own = await makeProfile(chooser.client, { base_profile_id: defaultId(TYPE) });
  await makeProfile(chooser.client, { base_profile_id: own.id });
  await assign(chooser.client, "research_analysis_profile_id", String(own.id));
  const after = await row();
  expect(after).toMatchObject({
    people: Number(before.people) + 2,
    in_force_for: Number(before.in_force_for) + 1,
    overridden_by: Number(before.overridden_by) + 1,
    inherited_by: Number(before.inherited_by) + 2,
  });
  ok(await admin.session.patch(`/api/admin/users/${chooser.id}`, { disabled: true }));
  expect(await row()).toMatchObject({
    people: Number(before.people) + 1,
    overridden_by: before.overridden_by,
  });
});

test("a default tells what differs from what ships, and goes back by field or whole, as a new revision", async () => {
  const shipped = ok(await admin.session.get(AT)).body;
  expect((await row()).changes).toEqual([]);
  const patch = { description: "Ours", parameters: { temperature: 1.1, seed: 3 } };
  const { revision } = ok(await admin.session.patch(AT, patch)).body;
  const paths = ((await row()).changes as Json[]).map((change) => String(change.path));
  expect(paths.sort()).toEqual(["description", "parameters.seed", "parameters.temperature"]);
  const fields = ["parameters"];
  const back = ok(await admin.session.post(`${PATH}/${TASK}/reset`, { fields })).body;
  expect(back).toMatchObject({ description: "Ours", parameters: shipped.parameters });
  expect(back.revision).toBe(Number(revision) + 1);
  const whole = ok(await admin.session.post(`${PATH}/${TYPE}/reset`)).body;
  expect(whole.description).toBe(shipped.description);
  expect((await row()).changes).toEqual([]);
  const { data } = ok(await admin.session.get(`${AT}/revisions?limit=1`)).body;
  expect(data[0].changes).toMatchObject([{ path: "description", from: "Ours" }]);
});

test("a field goes back although another one stands beyond a bound; what ships beyond it does not", async () => {
  const { parameters } = ok(await admin.session.get(AT)).body;
  ok(await admin.session.patch(AT, { description: "Ours" }));
  const max = Number(parameters.num_ctx) - 1;
  ok(await admin.session.put("/api/admin/bounds", { path: "parameters.num_ctx", max }));
  ok(await admin.session.post(`${PATH}/${TASK}/reset`, { fields: ["description"] }));
  ok(await admin.session.patch(AT, { parameters: { num_ctx: 2048 } }));
  const refused = await admin.session.post(`${PATH}/${TASK}/reset`, {
    fields: ["parameters.num_ctx"],
  });
  expect(expectFaults(refused, "parameters.num_ctx")["parameters.num_ctx"].code).toBe(
    "out_of_bounds",
  );
  expectFaults(await admin.session.post(`${PATH}/${TASK}/reset`), "parameters.num_ctx");
  await removeBounds();
});

test("it goes back only from the revision that is named", async () => {
  const stale = { "if-match": '"999"' };
  expectProblem(
    await admin.session.post(`${PATH}/${TASK}/reset`, {}, stale),
    412,
    "revision_mismatch",
  );
});

test("fields that are none are refused, and a task that is none is not found", async () => {
  for (const fields of [["nope"], ["parameters.nope"], ["constructor"], []]) {
    const answer = await admin.session.post(`${PATH}/${TASK}/reset`, { fields });
    expectProblem(answer, 422, "validation_failed");
  }
  expectFaults(await admin.session.post(`${PATH}/${TASK}/reset`, { more: 1 }), "more");
  expectProblem(await admin.session.post(`${PATH}/none/reset`), 404, "task_not_found");
});

test("a default cannot be saved without a model that exists", async () => {
  const { model_name } = ok(await admin.session.get(AT)).body;
  await withCatalog(async ({ to, entries }) => {
    await to(entries.filter((entry) => entry.id !== model_name));
    const refused = await admin.session.patch(AT, { description: "Renamed" });
    expect(expectFaults(refused, "model_name").model_name.code).toBe("unknown_model");
    expectFaults(await admin.session.post(`${PATH}/${TASK}/reset`), "model_name");
    const { body } = ok(await admin.session.get("/api/models?task=TextToText&limit=1"));
    ok(await admin.session.patch(AT, { description: "Mended", model_name: body.data[0].id }));
  });
});
