import { expect, test } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import { setBound } from "@/lib/bounds/server/service";
import {
  ADA,
  BEN,
  CHAT,
  CLEO,
  defaultOf,
  faultsAt,
  SMALL,
  testWorld,
  withKey,
} from "@/lib/testing";
import { readDraft } from "./draft-service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const DRAFT = { type: 1, model_name: CHAT };
const HOT = { parameters: { temperature: 1.5 } };
const read = (draft: unknown, actor: typeof BEN = BEN) => readDraft(as(actor), draft);

test("a draft is read with its bases, nearest first, and nothing is saved", async () => {
  const primary = defaultOf("primary");
  const base = await create(BEN, "Base", { base_profile_id: primary, ...HOT });
  const before = await world.contents();
  const chain = await read({ ...DRAFT, base_profile_id: base.id, system_prompt: "Be brief" });
  expect(chain.map(({ id }) => id)).toEqual(["draft", base.id, primary]);
  expect(chain[0]).toMatchObject({ ...DRAFT, name: "Draft", system_prompt: "Be brief" });
  expect(chain[1]).toMatchObject(HOT);
  expect(await read(DRAFT)).toHaveLength(1);
  expect(await world.contents()).toEqual(before);
});

test("a draft of a saved profile has its id, and keeps what could not be saved anew", async () => {
  const saved = await create(BEN, "Mine", { model_name: SMALL, ...HOT });
  await world.dropModel(SMALL);
  await setBound(as(ADA), { path: "parameters.temperature", task: null, max: 1 });
  const draft = { ...DRAFT, model_name: SMALL, ...HOT, system_prompt: "Be brief" };
  const [link] = await read({ ...draft, id: saved.id.toUpperCase() });
  expect(link).toMatchObject({ id: saved.id, model_name: SMALL, ...HOT });
  await expectRefusal(() => read(draft), {
    code: "validation_failed",
    errors: faultsAt({
      "parameters.temperature": "out_of_bounds",
      model_name: "unknown_model",
    }),
  });
  await expectRefusal(() => read({ ...draft, id: saved.id, parameters: { temperature: 1.4 } }), {
    code: "validation_failed",
    errors: faultsAt({ "parameters.temperature": "out_of_bounds" }),
  });
});

test("every fault of a draft is reported, as when it is saved", async () => {
  const parameters = { temperature: 9, colour: 1 };
  await expectRefusal(() => read({ type: 1, model_name: "none", parameters }), {
    code: "validation_failed",
    errors: expect.arrayContaining(
      faultsAt({
        "parameters.temperature": "out_of_range",
        "parameters.colour": "unknown_field",
        model_name: "unknown_model",
      }),
    ),
  });
  for (const draft of [null, "draft", []]) {
    await expectRefusal(() => read(draft), { code: "validation_failed" });
  }
});

test("a draft shows nothing of another user's profiles, to an admin neither", async () => {
  const theirs = await create(CLEO, "Theirs", { system_prompt: "Secret" });
  for (const actor of [BEN, ADA]) {
    const change = { ...DRAFT, id: theirs.id };
    await expectRefusal(() => read(change, actor), { code: "profile_not_found" });
    await expectRefusal(() => read({ ...DRAFT, base_profile_id: theirs.id }, actor), {
      code: "validation_failed",
      errors: faultsAt({ base_profile_id: "invalid_base" }),
    });
  }
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["an API key", withKey(ADA, "admin"), "permission_denied"],
] as const)("%s cannot read a draft", async (_who, actor, code) => {
  await expectRefusal(() => readDraft(as(actor), DRAFT), { code });
});
