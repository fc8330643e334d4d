import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Reader } from "@/db/transaction";
import { type Viewer, viewerOf } from "@/lib/actor";
import { ADA, BEN, CHAT, CLEO, testWorld } from "@/lib/testing";
import { asObject } from "@/lib/objects";
import { profileQuery } from "../query";
import * as lists from "./list-repository";
import { removeProfile } from "./remove-service";
import * as profiles from "./repository";
import * as revisions from "./revisions-repository";
import { patchProfile } from "./service";
import * as trash from "./trash-repository";

const world = testWorld();

/** Every query that takes a viewer, called in a way that finds the profile with this id. */
const QUERIES: Record<string, (db: Reader, viewer: Viewer, id: string) => Promise<unknown>> = {
  "profiles/repository findProfile": (db, viewer, id) => profiles.findProfile(db, id, viewer),
  "profiles/repository selectWithBases": (db, viewer, id) =>
    profiles.selectWithBases(db, [id], viewer),
  "profiles/repository selectStates": (db, viewer, id) => profiles.selectStates(db, [id], viewer),
  "profiles/repository namesLike": (db, viewer) => profiles.namesLike(db, viewer, "secret"),
  "profiles/repository findIdByName": (db, viewer) => profiles.findIdByName(db, "secret", viewer),
  "profiles/repository selectOwnNames": (db, viewer) => profiles.selectOwnNames(db, viewer, 10),
  "profiles/repository countByModel": (db, viewer) => profiles.countByModel(db, CHAT, viewer),
  "profiles/list-repository selectPage": (db, viewer) =>
    lists.selectPage(db, viewer, profileQuery.parse({}), undefined),
  "profiles/list-repository searchPage": (db, viewer) =>
    lists.searchPage(db, viewer, profileQuery.parse({ q: "secret" }), undefined),
  "profiles/list-repository countAll": (db, viewer) =>
    lists.countAll(db, viewer, profileQuery.parse({})),
  "profiles/revisions-repository selectRevisions": (db, viewer, id) =>
    revisions.selectRevisions(db, id, viewer, undefined, 10),
  "profiles/revisions-repository countRevisions": (db, viewer, id) =>
    revisions.countRevisions(db, id, viewer),
  "profiles/revisions-repository findRevision": (db, viewer, id) =>
    revisions.findRevision(db, id, viewer, 1),
  "profiles/trash-repository findTrashed": (db, viewer, id) => trash.findTrashed(db, id, viewer),
  "profiles/trash-repository selectTrash": (db, viewer) =>
    trash.selectTrash(db, viewer, 10, undefined),
  "profiles/trash-repository countTrash": (db, viewer) => trash.countTrash(db, viewer),
};

/** Exports that read profiles without a viewer, and why they may. */
const WITHOUT_VIEWER: Record<string, string> = {
  "history/repository countHistory": "reads no profile",
  "history/repository deleteAssignment": "reads no profile",
  "history/repository deleteChangesUntil": "reads no profile",
  "history/repository findLastChange": "reads no profile",
  "history/repository insertChange": "reads no profile",
  "history/repository markUndone": "reads no profile",
  "history/repository moveRevision": "reads no profile",
  "history/repository nextNumber": "reads no profile",
  "history/repository selectAssignedTo": "reads no profile",
  "history/repository selectAssignments": "reads no profile",
  "history/repository selectChanges": "reads no profile",
  "history/repository selectHistory": "reads no profile",
  "history/repository selectProfileNames": "names what is recorded for who assigned it",
  "history/repository selectProfilesOf": "reads no profile",
  "history/repository selectRowsOf": "reads no profile",
  "history/repository selectUsersOf": "reads no profile",
  "history/repository upsertAssignment": "reads no profile",
  "profiles/repository visibleTo": "is the condition itself",
  "profiles/repository withoutIndex": "is part of a condition",
  "profiles/repository withBases": "prepares selectWithBases",
  "profiles/repository selectBasedOn": "is read by a delete, which must rebase every child",
  "profiles/repository heightAbove": "measures a chain, which must stay short for every owner",
  "profiles/repository insertProfile": "writes what the service has checked",
  "profiles/repository updateProfile": "writes what the service has checked",
  "profiles/revisions-repository insertRevision": "writes what the service has checked",
  "profiles/revisions-repository keepPrompt": "writes what the service has checked",
  "profiles/revisions-repository thinRevisions": "deletes from a profile that was just written",
  "profiles/list-repository sortType": "reads nothing",
  "profiles/list-repository positionOf": "reads nothing",
  "profiles/quota-repository usageOf": "counts the profiles of one owner",
  "profiles/quota-repository countChildren": "counts the profiles of one owner",
  "profiles/quota-repository bytesOf": "reads nothing",
  "profiles/trash-repository bringRevisionsBack": "writes what the service has checked",
  "profiles/trash-repository discardProfile": "writes what the service has checked",
  "profiles/trash-repository emptyTrashOf": "deletes what the service has checked",
  "profiles/trash-repository purgeProfiles": "deletes what the service has checked",
  "profiles/trash-repository selectDeletedBefore": "finds ids that are deleted for good",
  "usage/repository addSums": "reads no profile",
  "usage/repository findRequest": "reads no profile",
  "usage/repository insertRequests": "reads no profile",
  "usage/repository selectLastUses": "reads no profile",
  "usage/repository selectNames": "names what requests used that the viewer may see",
  "usage/repository selectRequests": "reads no profile",
  "usage/repository selectSums": "reads no profile",
};

/** Files whose callers require an admin or the program itself: they read all owners' profiles. */
const FOR_ADMINS = [
  "audit/repository",
  "doctor/repository",
  "moves/repository",
  "profiles/admin-repository",
];

/** Server files that name the tables of profiles or revisions, as `feature/file`. */
function filesWithQueries(): string[] {
  return readdirSync("lib", { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /^[^/]+\/server\/.*(?<!\.test)\.ts$/.test(name))
    .filter((name) => {
      const text = readFileSync(`lib/${name}`, "utf8");
      return /\b(model_profiles|profile_revisions)\b/.test(text) && text.includes('"drizzle-orm"');
    })
    .map((name) => name.replace("/server/", "/").replace(/\.ts$/, ""));
}

/** The functions of those files, as `feature/file name`. */
async function exportedFunctions(): Promise<string[]> {
  const names: string[] = [];
  for (const repository of filesWithQueries()) {
    if (FOR_ADMINS.includes(repository)) continue;
    const file = `lib/${repository.replace("/", "/server/")}.ts`;
    const module: unknown = await import(path.resolve(file));
    const functions = Object.entries(asObject(module)).filter(
      ([, value]) => typeof value === "function",
    );
    names.push(...functions.map(([name]) => `${repository} ${name}`));
  }
  return names.sort();
}

test("every function of a file that queries profiles is listed here", async () => {
  const listed = [...Object.keys(QUERIES), ...Object.keys(WITHOUT_VIEWER)].sort();
  expect(await exportedFunctions()).toEqual(listed);
});

/** What a query finds while Cleo has a profile, and after its deletion. */
async function resultsFor(viewer: Viewer, query: (viewer: Viewer, id: string) => Promise<unknown>) {
  const { id } = await world.create(CLEO, "Secret");
  await patchProfile(world.as(CLEO), id, { description: "secret" }, null);
  const found = await query(viewer, id);
  await removeProfile(world.as(CLEO), id, null);
  return { found, foundAfterDeletion: await query(viewer, id) };
}

test.each(Object.entries(QUERIES))(
  "%s finds a profile for its owner alone",
  async (_name, query) => {
    const run = (viewer: Viewer, id: string) => query(world.db.read, viewer, id);
    for (const stranger of [BEN, ADA]) {
      const { found, foundAfterDeletion } = await resultsFor(viewerOf(stranger), run);
      expect(found).toEqual(foundAfterDeletion);
    }
    const owners = await resultsFor(viewerOf(CLEO), run);
    expect(owners.found).not.toEqual(owners.foundAfterDeletion);
  },
);
