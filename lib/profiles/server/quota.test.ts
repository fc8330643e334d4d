import { afterEach, expect, test, vi } from "vitest";
import type { Viewer } from "@/lib/actor";
import { forgetSingleton } from "@/lib/http/server/testing";
import { createKey, revokeKey } from "@/lib/keys/server/service";
import { ADA, BEN, CLEO, defaultOf, testWorld } from "@/lib/testing";
import { contentOf, type ProfileContent } from "@/lib/values/content";
import { revisionQuery } from "../query";
import { selectOwnedBy } from "./admin-repository";
import { bytesOf, usageOf } from "./quota-repository";
import { removeProfile } from "./remove-service";
import { findProfile } from "./repository";
import { countRevisions } from "./revisions-repository";
import { listRevisions, restoreRevision } from "./revisions-service";
import { duplicateProfile, patchProfile, replaceProfile } from "./service";

const world = testWorld();
const { as, create, expectRefusal } = world;
const viewer: Viewer = { id: BEN.id, role: "user", groups: [] };

/** Sets a quota until the end of the test. */
function setQuota(name: string, limit: number): void {
  vi.stubEnv(name, String(limit));
  forgetSingleton("quotas");
}

afterEach(() => {
  vi.unstubAllEnvs();
  forgetSingleton("quotas");
});

const exceeded = (limit: number, used: number, message: string) => ({
  code: "quota_exceeded" as const,
  extra: { limit, used },
  message: expect.stringContaining(message) as unknown,
});

test("a user keeps as many profiles as allowed, whichever way they are created", async () => {
  setQuota("QUOTA_PROFILES", 2);
  const { id } = await create(BEN, "First");
  await create(BEN, "Second");
  const refusal = exceeded(2, 2, "You may keep 2 profiles and have 2. Delete one first.");
  await expectRefusal(() => create(BEN, "Third"), refusal);
  await expectRefusal(() => duplicateProfile(as(BEN), id), refusal);
  await create(CLEO, "Third");
  await patchProfile(as(BEN), id, { description: "Changed" }, null);
  await removeProfile(as(BEN), id, null);
  await create(BEN, "Third");
});

test("a user's profiles take as many bytes as allowed, and can always shrink", async () => {
  setQuota("QUOTA_MEGABYTES", 1);
  const system_prompt = "ä".repeat(100_000);
  for (let n = 1; n <= 5; n += 1) await create(BEN, `Large ${n}`, { system_prompt });
  const { bytes: used } = await usageOf(world.db.read, BEN.id);
  const refusal = exceeded(1024 * 1024, used, "may take 1 MB and take 1 MB; this would add 0.2 MB");
  await expectRefusal(() => create(BEN, "Large 6", { system_prompt }), refusal);
  const { id } = await create(BEN, "Small");
  await expectRefusal(() => patchProfile(as(BEN), id, { system_prompt }, null), {
    code: "quota_exceeded",
  });
  setQuota("QUOTA_MEGABYTES", 0);
  await patchProfile(as(BEN), id, { system_prompt }, null);
  setQuota("QUOTA_MEGABYTES", 1);
  await patchProfile(as(BEN), id, { system_prompt: "ä".repeat(50_000) }, null);
});

test("the bytes of a profile are counted alike in SQL and before it is written", async () => {
  const input = {
    description: "Ünïcode 🌍",
    system_prompt: '"quoted"\n'.repeat(50),
    parameters: { temperature: 0.25, stop: ["\n", "ß"] },
  };
  await create(BEN, "Plain", input);
  await create(BEN, "Image", { image_settings: { negative_prompt: "blurry, é" } });
  const { profiles, bytes } = await usageOf(world.db.read, BEN.id);
  const own = await selectOwnedBy(world.db.read, BEN.id);
  expect(profiles).toBe(2);
  expect(own.map(bytesOf).reduce((sum, size) => sum + size, 0)).toBe(bytes);
});

test("each user has as many profiles on one base as allowed", async () => {
  setQuota("QUOTA_CHILDREN", 2);
  const base_profile_id = defaultOf("primary");
  for (const name of ["First", "Second"]) await create(BEN, name, { base_profile_id });
  const refusal = exceeded(2, 2, "At most 2 of your profiles can be based on the same profile");
  await expectRefusal(() => create(BEN, "Third", { base_profile_id }), refusal);
  const { id } = await create(BEN, "Third");
  await expectRefusal(() => patchProfile(as(BEN), id, { base_profile_id }, null), refusal);
  await create(CLEO, "First", { base_profile_id });
});

test("a base can be deleted whatever its children then take, and however many its base gets", async () => {
  setQuota("QUOTA_CHILDREN", 3);
  setQuota("QUOTA_MEGABYTES", 1);
  const bottom = await create(BEN, "Bottom");
  const system_prompt = "x".repeat(100_000);
  const bases: string[] = [];
  for (const name of ["A", "B", "C"]) {
    const base = await create(BEN, name, { base_profile_id: bottom.id, system_prompt });
    for (const n of [1, 2, 3]) await create(BEN, `${name}${n}`, { base_profile_id: base.id });
    bases.push(base.id);
  }
  for (const id of bases) {
    expect((await removeProfile(as(BEN), id, null)).rebased_profiles).toHaveLength(3);
  }
  const { bytes } = await usageOf(world.db.read, BEN.id);
  expect(bytes).toBeGreaterThan(900_000);
});

test("defaults have no quota", async () => {
  setQuota("QUOTA_MEGABYTES", 1);
  const system_prompt = "x".repeat(100_000);
  for (const key of ["primary", "analysis"] as const) {
    await patchProfile(as(ADA), defaultOf(key), { system_prompt }, null);
  }
});

test("a user has as many usable keys as allowed", async () => {
  setQuota("QUOTA_KEYS", 2);
  const input = { name: "script", scopes: ["read" as const], expires_at: null };
  const { id } = await createKey(as(BEN), input);
  await createKey(as(BEN), input);
  const refusal = exceeded(2, 2, "You may have 2 API keys and have 2. Revoke one first.");
  await expectRefusal(() => createKey(as(BEN), input), refusal);
  await createKey(as(CLEO), input);
  await revokeKey(as(BEN), id);
  await createKey(as(BEN), input);
});

/** Every kept revision's number and content, newest first, in pages of three. */
async function historyOf(id: string): Promise<Map<number, ProfileContent>> {
  const found = new Map<number, ProfileContent>();
  for (let cursor: string | null = ""; cursor !== null;) {
    const next: { cursor?: string } = cursor === "" ? {} : { cursor };
    const page = await listRevisions(as(BEN), id, revisionQuery.parse({ limit: "3", ...next }));
    for (const { revision, content } of page.data) found.set(revision, content);
    cursor = page.next_cursor;
  }
  return found;
}

test("older revisions are thinned out evenly; all that are kept have their whole content", async () => {
  setQuota("QUOTA_REVISIONS", 8);
  const { id } = await create(BEN, "Changing", { system_prompt: "0" });
  const written = new Map<number, ProfileContent>();
  for (let revision = 1; revision <= 40; revision += 1) {
    // The prompt changes every third time, and sometimes back.
    const prompt = String(Math.floor(revision / 3) % 5);
    const change = { description: `At ${revision}`, system_prompt: prompt };
    if (revision > 1) await patchProfile(as(BEN), id, change, null);
    const row = await findProfile(world.db.read, id, viewer);
    if (row) written.set(revision, contentOf(row));
    const kept = await historyOf(id);
    expect(kept.size).toBe(Math.min(revision, 8));
    for (const [number, content] of kept) expect(content, `${number}`).toEqual(written.get(number));
  }
  const kept = [...(await historyOf(id)).keys()];
  expect(kept.slice(0, 4)).toEqual([40, 39, 38, 37]);
  expect(kept.at(-1)).toBe(1);
  const gone = [...written.keys()].find((revision) => !kept.includes(revision));
  await expectRefusal(() => restoreRevision(as(BEN), id, String(gone), null), {
    code: "revision_not_found",
  });
  const restored = await restoreRevision(as(BEN), id, String(kept[5]), null);
  expect(contentOf(restored)).toEqual(written.get(kept[5] ?? 0));
});

test("where many revisions are kept, several older ones are removed at once, and never too many", async () => {
  const limit = 110;
  setQuota("QUOTA_REVISIONS", limit);
  const profile = await create(BEN, "Changing");
  const sizes = new Set<number>();
  for (let n = 2; n <= limit + 40; n += 1) {
    await replaceProfile(as(BEN), profile.id, { ...contentOf(profile), description: `${n}` }, null);
    if (n < limit) continue;
    sizes.add(await countRevisions(world.db.read, profile.id, viewer));
  }
  expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([limit - 9, limit]);
  const kept = [...(await historyOf(profile.id)).keys()];
  const newest = Array.from({ length: limit / 2 }, (_, n) => limit + 40 - n);
  expect(kept.slice(0, limit / 2)).toEqual(newest);
  expect(kept.at(-1)).toBe(1);
  const older = kept.slice(limit / 2).toReversed();
  const gaps = older.slice(1).map((revision, n) => revision - (older[n] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(2);
});

test("a lower number of revisions takes effect over the next writes", async () => {
  const profile = await create(BEN, "Changing");
  const change = async (n: number) =>
    replaceProfile(as(BEN), profile.id, { ...contentOf(profile), description: `${n}` }, null);
  for (let n = 0; n < 30; n += 1) await change(n);
  setQuota("QUOTA_REVISIONS", 5);
  for (let n = 0; n < 5; n += 1) await change(n);
  expect((await historyOf(profile.id)).size).toBe(5);
});
