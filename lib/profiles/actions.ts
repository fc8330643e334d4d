"use server";

import { z } from "zod";
import { boundInput, brokenBy } from "@/lib/bounds/schema";
import { defineAction } from "@/lib/http/server/define-action";
import { moveInput, moveReport } from "./move-schema";
import { defaultReset, deletion } from "./query";
import { profile } from "./schema";
import { profilesBrokenBy } from "./server/bounds-service";
import { resetDefault } from "./server/defaults-service";
import { moveProfiles, previewMove } from "./server/move-service";
import { removeProfile } from "./server/remove-service";
import { restoreRevision } from "./server/revisions-service";
import { createProfile, duplicateProfile, replaceProfile } from "./server/service";

const byId = z.object({ id: z.string() });
/** The revision that the change was made on; a newer one refuses it. */
const onRevision = byId.extend({ revision: z.number().int() });

/** A new profile of the caller's own. @throws 401, 409 `name_taken`, 422 */
export const createProfileAction = defineAction(z.unknown(), async (ctx, content) =>
  profile.parse(await createProfile(ctx, content)),
);

/**
 * The whole profile as it is to be.
 * @throws 401, 403, 404, 409 `name_taken` or `default_required`, 412 `revision_mismatch`, 422
 */
export const replaceProfileAction = defineAction(
  onRevision.extend({ content: z.unknown() }),
  async (ctx, { id, revision, content }) =>
    profile.parse(await replaceProfile(ctx, id, content, revision)),
);

/** A copy of the caller's own, under a free name. @throws 401, 404, 422 */
export const duplicateProfileAction = defineAction(byId, async (ctx, { id }) =>
  profile.parse(await duplicateProfile(ctx, id)),
);

/** @throws 401, 403, 404, 409 `default_required` */
export const deleteProfileAction = defineAction(byId, async (ctx, { id }) =>
  deletion.parse(await removeProfile(ctx, id, null)),
);

/** A new revision with the content of an older one. @throws 401, 403, 404, 409, 412, 422 */
export const restoreRevisionAction = defineAction(
  onRevision.extend({ restore: z.number().int() }),
  async (ctx, { id, revision, restore }) =>
    profile.parse(await restoreRevision(ctx, id, String(restore), revision)),
);

/** A default, or some of its fields, as they ship. @throws 401, 403, 404, 412, 422 */
export const resetDefaultAction = defineAction(
  z.object({ task: z.string(), revision: z.number().int(), reset: defaultReset }),
  async (ctx, { task, revision, reset }) =>
    profile.parse(await resetDefault(ctx, task, reset, revision)),
);

/** What a move would take and leave; nothing is changed. @throws 401, 403, 422 */
export const previewMoveAction = defineAction(moveInput, async (ctx, input) =>
  moveReport.parse(await previewMove(ctx, input)),
);

/** All profiles of one model to another. @throws 401, 403, 422 */
export const moveProfilesAction = defineAction(moveInput, async (ctx, input) =>
  moveReport.parse(await moveProfiles(ctx, input)),
);

/** The profiles that a bound would break; nothing is changed. @throws 401, 403, 422 */
export const previewBoundAction = defineAction(boundInput, async (ctx, input) =>
  brokenBy.parse(await profilesBrokenBy(ctx, input)),
);
