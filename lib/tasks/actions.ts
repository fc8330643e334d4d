"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { tasksContract } from "./contract";
import { changeTasks } from "./server/bulk-service";
import { tuneTask } from "./server/tune-service";
import { restoreAssignment, undoChange, undoTask } from "./server/undo-service";

/** `expected_revision` is `stateOf` the resolution that the change was made on. */
export const tuneTaskAction = defineAction(
  tasksContract.tune,
  async ({ ctx, params, body, expectedRevision }) =>
    (await tuneTask(ctx, params.task, body, expectedRevision)).data,
);

export const changeTasksAction = defineAction(tasksContract.tuneMany, ({ ctx, body }) =>
  changeTasks(ctx, body, false),
);

/** The same without effect; actions have no query. */
export const previewTasksAction = defineAction(tasksContract.tuneMany, ({ ctx, body }) =>
  changeTasks(ctx, body, true),
);

export const undoTaskAction = defineAction(tasksContract.undo, ({ ctx, params }) =>
  undoTask(ctx, params.task),
);

export const undoChangeAction = defineAction(tasksContract.undoChange, ({ ctx, body }) =>
  undoChange(ctx, body),
);

export const restoreTaskAction = defineAction(
  tasksContract.restore,
  async ({ ctx, params, body }) => (await restoreAssignment(ctx, params.task, body)).data,
);
