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
