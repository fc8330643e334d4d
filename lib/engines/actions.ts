"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { enginesContract } from "./contract";
import { discoverEngines } from "./server/discovery-service";
import { testEngine } from "./server/health-service";
import { createEngine, readEngineNow, removeEngine, updateEngine } from "./server/service";

export const createEngineAction = defineAction(enginesContract.create, ({ ctx, body }) =>
  createEngine(ctx, body),
);

export const updateEngineAction = defineAction(enginesContract.patch, ({ ctx, params, body }) =>
  updateEngine(ctx, params.id, body),
);

export const removeEngineAction = defineAction(enginesContract.remove, ({ ctx, params }) =>
  removeEngine(ctx, params.id),
);

export const readEngineAction = defineAction(enginesContract.read, ({ ctx, params }) =>
  readEngineNow(ctx, params.id),
);

export const testEngineAction = defineAction(enginesContract.test, ({ ctx, params }) =>
  testEngine(ctx, params.id),
);

export const discoverEnginesAction = defineAction(enginesContract.discover, ({ ctx, body }) =>
  discoverEngines(ctx, body),
);
