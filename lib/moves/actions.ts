"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { movesContract } from "./contract";
import { moveProfiles, previewMove } from "./server/service";

export const previewMoveAction = defineAction(movesContract.preview, ({ ctx, body }) =>
  previewMove(ctx, body),
);

export const moveProfilesAction = defineAction(movesContract.move, ({ ctx, body }) =>
  moveProfiles(ctx, body),
);

export const previewOwnMoveAction = defineAction(movesContract.previewOwn, ({ ctx, body }) =>
  previewMove(ctx, { ...body, scope: "mine" }),
);

export const moveOwnProfilesAction = defineAction(movesContract.moveOwn, ({ ctx, body }) =>
  moveProfiles(ctx, { ...body, scope: "mine" }),
);
