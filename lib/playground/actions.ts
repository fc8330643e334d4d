"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { playgroundContract } from "./contract";
import { addExample, removeExample } from "./server/service";

export const addExampleAction = defineAction(
  playgroundContract.addExample,
  ({ ctx, params, body }) => addExample(ctx, params.task, body),
);

export const removeExampleAction = defineAction(
  playgroundContract.removeExample,
  ({ ctx, params }) => removeExample(ctx, params.task, params.id),
);
