import { expect, test } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import { ADA, BEN, testWorld, withKey } from "@/lib/testing";
import { DEFAULT_SETTINGS } from "../contract";
import { currentSettings, getSettings, updateSettings } from "./service";

const world = testWorld();
const { as, expectRefusal } = world;

test("settings have defaults until they are changed, and keep what a change leaves out", async () => {
  expect(await getSettings(as(ADA))).toEqual(DEFAULT_SETTINGS);
  await updateSettings(as(ADA), { audit_days: 30 });
  const changed = { ...DEFAULT_SETTINGS, registration_open: false, audit_days: 30 };
  expect(await updateSettings(as(ADA), { registration_open: false })).toEqual(changed);
  expect(await getSettings(as(ADA))).toEqual(changed);
  expect(await currentSettings(as(ANONYMOUS), world.db.read)).toEqual(changed);
});

test("a change of settings is audited with what was there before", async () => {
  await updateSettings(as(ADA), { audit_days: 30 });
  expect(await world.events()).toMatchObject([
    {
      actor: ADA.id,
      action: "settings.update",
      target: "settings",
      before: DEFAULT_SETTINGS,
      after: { ...DEFAULT_SETTINGS, audit_days: 30 },
    },
  ]);
});

test("setting the values that are set already writes nothing", async () => {
  await updateSettings(as(ADA), { audit_days: 30 });
  const before = await world.contents();
  const settings = await updateSettings(as(ADA), { ...DEFAULT_SETTINGS, audit_days: 30 });
  expect(settings).toMatchObject({ audit_days: 30 });
  expect(await world.contents()).toEqual(before);
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a user", BEN, "permission_denied"],
  ["an admin's key without the scope", withKey(ADA, "write"), "insufficient_scope"],
] as const)("%s cannot read or change the settings", async (_who, actor, code) => {
  await expectRefusal(() => getSettings(as(actor)), { code });
  await expectRefusal(() => updateSettings(as(actor), { audit_days: 1 }), { code });
});
