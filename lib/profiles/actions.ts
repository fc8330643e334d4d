"use server";

import { boundsContract } from "@/lib/bounds/contract";
import { defineAction } from "@/lib/http/server/define-action";
import { profilesContract } from "./contract";
import { trashContract } from "./trash-contract";
import { profilesBrokenBy } from "./server/admin-service";
import { resetDefault } from "./server/defaults-service";
import { removeProfile } from "./server/remove-service";
import { restoreRevision } from "./server/revisions-service";
import { createProfile, duplicateProfile, replaceProfile } from "./server/service";
import { emptyTrash, purgeFromTrash, restoreFromTrash } from "./server/trash-service";

export const createProfileAction = defineAction(profilesContract.create, ({ ctx, body }) =>
  createProfile(ctx, body),
);

export const replaceProfileAction = defineAction(
  profilesContract.replace,
  ({ ctx, params, body, expectedRevision }) =>
    replaceProfile(ctx, params.id, body, expectedRevision),
);

/** Without a name, the copy gets a free one. */
export const duplicateProfileAction = defineAction(
  profilesContract.duplicate,
  ({ ctx, params, body }) => duplicateProfile(ctx, params.id, body.name),
);

export const deleteProfileAction = defineAction(
  profilesContract.remove,
  ({ ctx, params, expectedRevision }) => removeProfile(ctx, params.id, expectedRevision),
);

export const restoreProfileAction = defineAction(trashContract.restore, ({ ctx, params }) =>
  restoreFromTrash(ctx, params.id),
);

export const purgeProfileAction = defineAction(trashContract.purge, ({ ctx, params }) =>
  purgeFromTrash(ctx, params.id),
);

export const emptyTrashAction = defineAction(trashContract.empty, ({ ctx }) => emptyTrash(ctx));

export const restoreRevisionAction = defineAction(
  profilesContract.restore,
  ({ ctx, params, expectedRevision }) =>
    restoreRevision(ctx, params.id, params.n, expectedRevision),
);

export const resetDefaultAction = defineAction(
  profilesContract.reset,
  ({ ctx, params, body, expectedRevision }) =>
    resetDefault(ctx, params.task, body, expectedRevision),
);

export const previewBoundAction = defineAction(boundsContract.preview, ({ ctx, body }) =>
  profilesBrokenBy(ctx, body),
);
