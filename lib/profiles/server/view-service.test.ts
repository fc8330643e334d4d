import { describe, expect, test } from "vitest";
import { type Actor, ANONYMOUS, SYSTEM_ACTOR, viewerOf } from "@/lib/actor";
import { setBound } from "@/lib/bounds/server/service";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { ADA, BEN, CHAT, CLEO, CODER, defaultOf, testWorld } from "@/lib/testing";
import { removeProfile } from "./remove-service";
import { findByName, listEffective, listOwnNames, loadChains, viewProfile } from "./view-service";

const world = testWorld();

const chainsFor = (viewer: typeof BEN, ...ids: string[]) =>
  loadChains(world.as(viewer), world.db.read, ids, viewerOf(viewer));

/** A profile as it is stored. */
async function stored(owner: typeof BEN, id: string) {
  const [row] = (await chainsFor(owner, id))(id);
  if (!row) throw new Error("the owner sees the profile");
  return row;
}

describe("the chains of profiles", () => {
  test("hold a profile and its bases, nearest first", async () => {
    const base = await world.create(BEN, "Base", { base_profile_id: defaultOf("primary") });
    const { id } = await world.create(BEN, "Top", { base_profile_id: base.id });
    const chain = (await chainsFor(BEN, id))(id);
    expect(chain.map((link) => link.id)).toEqual([id, base.id, defaultOf("primary")]);
  });

  test("of several profiles are read at once, each with its own bases", async () => {
    const one = await world.create(BEN, "One", { base_profile_id: defaultOf("primary") });
    const two = await world.create(BEN, "Two");
    const chainOf = await chainsFor(BEN, one.id, two.id);
    expect(chainOf(one.id)).toHaveLength(2);
    expect(chainOf(two.id).map(({ name }) => name)).toEqual(["Two"]);
  });

  test("are empty for what the viewer may not see, an admin too, and for no id", async () => {
    const { id } = await world.create(BEN, "Private");
    for (const viewer of [CLEO, ADA]) expect((await chainsFor(viewer, id))(id)).toEqual([]);
    const chainOf = await chainsFor(BEN, id);
    expect(chainOf(null)).toEqual([]);
    expect(chainOf("99999999-0000-4000-8000-000000000000")).toEqual([]);
  });

  test("are empty for a profile in the trash", async () => {
    const { id } = await world.create(BEN, "Gone");
    await removeProfile(world.as(BEN), id, null);
    expect((await chainsFor(BEN, id))(id)).toEqual([]);
  });
});

describe("a profile as a caller sees it", () => {
  test("can be written by its owner and by nobody else, no admin either", async () => {
    const { id } = await world.create(BEN, "Mine");
    const row = await stored(BEN, id);
    const catalog = await currentCatalog(world.as(BEN));
    const isReadOnly = (actor: Actor) => viewProfile(world.as(actor), catalog, row).read_only;
    expect([BEN, CLEO, ADA, ANONYMOUS].map(isReadOnly)).toEqual([false, true, true, true]);
  });

  test("is read-only to users if it is a default; admins and the server itself may write it", async () => {
    const row = await stored(BEN, defaultOf("primary"));
    const catalog = await currentCatalog(world.as(BEN));
    const isReadOnly = (actor: Actor) => viewProfile(world.as(actor), catalog, row).read_only;
    expect([BEN, ADA, SYSTEM_ACTOR].map(isReadOnly)).toEqual([true, false, false]);
  });

  test("names its task, and a task that is no longer there by its number", async () => {
    const { id } = await world.create(BEN, "Owl");
    const row = await stored(BEN, id);
    const catalog = await currentCatalog(world.as(BEN));
    expect(viewProfile(world.as(BEN), catalog, row).task).toBe("primary");
    expect(viewProfile(world.as(BEN), catalog, { ...row, type: 77 }).task).toBe("77");
  });

  test("says whether its model is in the catalog, and shows nothing that only searches need", async () => {
    const { id } = await world.create(BEN, "Chat", { model_name: CHAT });
    const row = await stored(BEN, id);
    const before = await currentCatalog(world.as(BEN));
    expect(viewProfile(world.as(BEN), before, row).model_available).toBe(true);
    await world.dropModel(CHAT);
    const after = await currentCatalog(world.as(BEN));
    const seen = viewProfile(world.as(BEN), after, row);
    expect(seen.model_available).toBe(false);
    expect(Object.keys(seen).filter((name) => name.endsWith("_key"))).toEqual([]);
  });
});

describe("the effective values of listed profiles", () => {
  test("come in their order: own values, those of the bases, and those of the model below", async () => {
    const base = await world.create(BEN, "Base", { parameters: { top_k: 7 } });
    await world.create(BEN, "Top", { base_profile_id: base.id, parameters: { temperature: 0.1 } });
    await world.create(BEN, "Other", { model_name: CODER });
    const names = await listOwnNames(world.as(BEN), viewerOf(BEN));
    const rows = await Promise.all(names.map(({ id }) => stored(BEN, id)));
    const catalog = await currentCatalog(world.as(BEN));
    const values = await listEffective(world.as(BEN), viewerOf(BEN), catalog, rows);
    const valuesOf = (name: string) => values[rows.findIndex((row) => row.name === name)];
    expect(valuesOf("Top")?.parameters).toMatchObject({ temperature: 0.1, top_k: 7, min_p: 0.01 });
    expect(valuesOf("Base")?.parameters).toMatchObject({ temperature: 0.6, top_k: 7 });
    expect(valuesOf("Other")?.parameters).not.toHaveProperty("min_p");
  });

  test("keep the limits of their task", async () => {
    const { id } = await world.create(BEN, "Hot", { parameters: { temperature: 1.5 } });
    const bound = { task: null, path: "parameters.temperature", max: 0.5 };
    await setBound(world.as(ADA), bound);
    const row = await stored(BEN, id);
    const catalog = await currentCatalog(world.as(BEN));
    const [values] = await listEffective(world.as(BEN), viewerOf(BEN), catalog, [row]);
    expect(values?.parameters.temperature).toBe(0.5);
  });
});

describe("a name", () => {
  test("means the viewer's own profile, in any case", async () => {
    const { id } = await world.create(BEN, "Night owl");
    expect(await findByName(world.as(BEN), "NIGHT OWL", viewerOf(BEN))).toBe(id);
    expect(await findByName(world.as(BEN), "Night", viewerOf(BEN))).toBeUndefined();
  });

  test("of another person's profile means nothing, to an admin neither", async () => {
    await world.create(BEN, "Night owl");
    for (const viewer of [CLEO, ADA]) {
      expect(await findByName(world.as(viewer), "Night owl", viewerOf(viewer))).toBeUndefined();
    }
  });

  test("that two people use means each one's own", async () => {
    const mine = await world.create(BEN, "Shared name");
    const theirs = await world.create(CLEO, "Shared name");
    expect(await findByName(world.as(BEN), "Shared name", viewerOf(BEN))).toBe(mine.id);
    expect(await findByName(world.as(CLEO), "Shared name", viewerOf(CLEO))).toBe(theirs.id);
  });
});

test("a viewer's own profiles are listed by name, without defaults, others' and deleted ones", async () => {
  const gone = await world.create(BEN, "Aardvark");
  for (const name of ["Zebra", "apple", "Mango"]) await world.create(BEN, name);
  await world.create(CLEO, "Banana");
  await removeProfile(world.as(BEN), gone.id, null);
  const listed = await listOwnNames(world.as(BEN), viewerOf(BEN));
  expect(listed.map(({ name }) => name)).toEqual(["apple", "Mango", "Zebra"]);
  expect(listed[0]).not.toHaveProperty("system_prompt");
});
